package org.chengyun.launcher.software;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keycloak as a plain java command: what its {@code kc.sh} would run, without a shell between us and the process. */
public final class KeycloakJava {
    private KeycloakJava() {}

    /**
     * @param home holds {@code lib}, {@code conf}, {@code data}, {@code providers} and {@code themes}
     * @param properties further {@code -D} options
     */
    public static List<String> command(String java, Path home, List<String> properties) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(properties);
        command.add("-Dkc.home.dir=" + home);
        // A small heap, one collector thread and the quick compiler: one city's officials, not an identity provider's
        // crowd.
        command.addAll(List.of(
                "-Xms64m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxMetaspaceSize=256m"));
        command.add("-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Duser.language=en", "-Duser.country=US"));
        command.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return command;
    }
}
