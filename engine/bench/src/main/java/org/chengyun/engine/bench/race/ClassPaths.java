package org.chengyun.engine.bench.race;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    String of(Contestant contestant) throws IOException {
        return contestant.isPeer() ? ofModule(folder(contestant)) : System.getProperty("java.class.path");
    }

    /** @param folder of a module of the profile {@code bench}, below the root */
    String ofModule(String folder) throws IOException {
        Path target = workspace.root().resolve(folder).resolve("target");
        return Stream.concat(jars(target), jars(target.resolve("lib"))).collect(Collectors.joining(File.pathSeparator));
    }

    /** In an order that stays, as Java's caches want it. */
    private static Stream<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList().stream();
        }
    }

    private static String folder(Contestant contestant) {
        return "engine/bench/peers/" + contestant.module();
    }

    void build(List<Contestant> contestants) throws IOException {
        Set<String> stale = new TreeSet<>();
        for (Contestant contestant : contestants) {
            if (contestant.isPeer() && isStale(folder(contestant))) {
                stale.add(folder(contestant));
            }
        }
        build(stale);
    }

    void buildModule(String folder) throws IOException {
        build(isStale(folder) ? Set.of(folder) : Set.of());
    }

    private void build(Set<String> folders) throws IOException {
        if (folders.isEmpty()) {
            return;
        }
        for (String folder : folders) {
            deleteLibraries(workspace.root().resolve(folder).resolve("target/lib"));
        }
        progress.accept("building %s (the first time fetches what it needs: for Spark hundreds of megabytes)"
                .formatted(String.join(", ", folders)));
        ProcessBuilder builder = new ProcessBuilder(
                        workspace.maven(),
                        "-B",
                        "-ntp",
                        "-Pbench",
                        "-Dmaven.test.skip=true",
                        "-am",
                        "package",
                        "-pl",
                        String.join(",", folders))
                .directory(workspace.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(
                        workspace.root().resolve("target/build-peers.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (Tool.waitFor(Tool.start(builder)) != 0) {
            throw new IOException("%s could not be built: see target/build-peers.log".formatted(folders));
        }
        for (String folder : folders) {
            Files.writeString(workspace.root().resolve(folder).resolve("target/built"), "");
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

    private boolean isStale(String folder) throws IOException {
        Path module = workspace.root().resolve(folder);
        Path stamp = module.resolve("target/built");
        if (!Files.exists(stamp)) {
            return true;
        }
        var built = Files.getLastModifiedTime(stamp);
        Path bench = workspace.root().resolve("engine/bench");
        for (Path source : List.of(
                bench.resolve("src/main"),
                bench.resolve("peers/pom.xml"),
                module.resolve("pom.xml"),
                module.resolve("src"))) {
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
