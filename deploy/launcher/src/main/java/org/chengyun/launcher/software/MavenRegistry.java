package org.chengyun.launcher.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Copies what a profile of {@code deploy/stack/pom.xml} names into a folder, by Maven as it is configured here. */
final class MavenRegistry {
    private final Workspace workspace;

    MavenRegistry(Workspace workspace) {
        this.workspace = workspace;
    }

    void copy(String profile, Path target, String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                workspace.maven(),
                "-q",
                "-B",
                "-ntp",
                "-f",
                workspace.stack().resolve("pom.xml").toString(),
                "-P",
                profile,
                "dependency:copy-dependencies",
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + target));
        command.addAll(List.of(properties));
        Path log = target.resolveSibling(profile + "-fetch.log");
        try {
            Tool.run(
                    "fetching " + profile + " by Maven",
                    command,
                    Map.of("JAVA_HOME", System.getProperty("java.home")),
                    log);
        } catch (IOException e) {
            throw new IOException(
                    e.getMessage() + "\n  Is the machine online, and is Maven configured for its registry?", e);
        }
        if (!Files.isDirectory(target)) {
            throw new IOException("Maven copied nothing for " + profile + ", see " + log);
        }
    }
}
