package org.chengyun.engine.bench.race;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chengyun.launcher.software.Tool;
import org.chengyun.launcher.software.Workspace;

/** What the contestants are started with. Peers are built when they are wanted: nobody else should fetch Spark. */
final class ClassPaths {
    private final Workspace workspace = Workspace.find();
    private final Consumer<String> progress;

    ClassPaths(Consumer<String> progress) {
        this.progress = progress;
    }

    String java() {
        return workspace.java();
    }

    String of(Contestant contestant) {
        if (!contestant.isPeer()) {
            return System.getProperty("java.class.path");
        }
        Path target = module(contestant.module()).resolve("target");
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*";
    }

    private Path module(String name) {
        return workspace.root().resolve("engine/bench/peers").resolve(name);
    }

    void build(List<Contestant> contestants) throws IOException {
        Set<String> stale = new TreeSet<>();
        for (Contestant contestant : contestants) {
            if (contestant.isPeer() && isStale(contestant.module())) {
                stale.add(contestant.module());
            }
        }
        if (stale.isEmpty()) {
            return;
        }
        for (String name : stale) {
            deleteLibraries(module(name).resolve("target/lib"));
        }
        progress.accept("building the peers " + stale + " (the first time fetches hundreds of megabytes)");
        List<String> command = new ArrayList<>(List.of(workspace.maven(), "-B", "-ntp", "-q", "-Pbench"));
        command.addAll(List.of("-Dmaven.test.skip=true", "-am", "package", "-pl"));
        command.add(String.join(
                ",", stale.stream().map(name -> "engine/bench/peers/" + name).toList()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workspace.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(
                        workspace.root().resolve("target/build-peers.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (Tool.waitFor(Tool.start(builder)) != 0) {
            throw new IOException("the peers could not be built: see target/build-peers.log");
        }
        for (String name : stale) {
            Files.writeString(module(name).resolve("target/built"), "");
        }
    }

    /** A library of another version would stay beside the new one. */
    private static void deleteLibraries(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean isStale(String name) throws IOException {
        Path stamp = module(name).resolve("target/built");
        if (!Files.exists(stamp)) {
            return true;
        }
        var built = Files.getLastModifiedTime(stamp);
        Path bench = workspace.root().resolve("engine/bench");
        for (Path source : List.of(
                bench.resolve("src/main/java/org/chengyun/engine/bench/contest"),
                bench.resolve("peers/pom.xml"),
                module(name).resolve("pom.xml"),
                module(name).resolve("src"))) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
