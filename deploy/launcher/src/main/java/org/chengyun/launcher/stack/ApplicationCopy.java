package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.chengyun.launcher.home.FileTree;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.software.Workspace;

/**
 * The built application, copied into the home: a build in the source tree must not pull the jars from under a running
 * application, nor make the one that is restarted after a crash another one than before.
 */
final class ApplicationCopy {
    private static final String RUNNABLE = "quarkus-run.jar";

    private final Path built;
    private final Path copies;

    ApplicationCopy(Workspace workspace, StackHome home) {
        this.built = workspace.root().resolve("dashboard/target/quarkus-app");
        this.copies = home.folder().resolve("application");
    }

    /** Copies the build if it is newer than the last copy. */
    synchronized void refresh() throws IOException {
        if (!Files.exists(built.resolve(RUNNABLE))) {
            throw new IOException("no application at " + built.resolve(RUNNABLE)
                    + ": build it with 'deploy/chengyun build' or 'mvn package -DskipTests'");
        }
        Path target = copies.resolve(Long.toString(buildTimeMs()));
        if (Files.isDirectory(target)) {
            return;
        }
        if (Files.isDirectory(copies)) {
            FileTree.delete(copies);
        }
        Path fresh = copies.resolve("new");
        copy(built, fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The folder of the copy. */
    Path current() throws IOException {
        try (Stream<Path> found = Files.list(copies)) {
            return found.filter(path -> Files.exists(path.resolve(RUNNABLE)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no application in " + copies));
        }
    }

    /** Of the youngest file: a build may leave the runnable jar alone and change only others. */
    private long buildTimeMs() throws IOException {
        try (Stream<Path> files = Files.walk(built)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().lastModified())
                    .max()
                    .orElse(0);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
