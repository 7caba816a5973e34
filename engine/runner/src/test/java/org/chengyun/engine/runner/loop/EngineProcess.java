package org.chengyun.engine.runner.loop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.launcher.stack.DatabaseAccess;

/** An engine in a Java of its own, with a heap of its own. Out of memory it ends. */
final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final Path log;

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param folder that holds the definitions of {@code probe}; the log comes there, too */
    static EngineProcess start(String heap, String bootstrapServers, DatabaseAccess database, Path folder)
            throws IOException {
        Path log = folder.resolveSibling("engine.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path").replace(":", File.pathSeparator),
                EngineProcess.class.getName(),
                bootstrapServers,
                database.jdbcUrl(),
                database.user(),
                database.password(),
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new EngineProcess(process, log);
    }

    public static void main(String[] arguments) {
        Catalogue catalogue = Catalogue.load(Path.of(arguments[4]));
        var settings = new LoopSettings("process", "", arguments[0], Duration.ofMillis(100), 200_000, 100_000);
        new DatasetEngine(
                        settings,
                        catalogue,
                        catalogue.datasets().getFirst(),
                        () -> DriverManager.getConnection(arguments[1], arguments[2], arguments[3]),
                        InstantSource.system())
                .run();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without a last word. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
