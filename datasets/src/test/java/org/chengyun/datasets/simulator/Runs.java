package org.chengyun.datasets.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.chengyun.datasets.simulator.outlet.Stop;

/** Runs the simulator in this process, with the clock at the end of the run. */
final class Runs {
    static final long SEED = 7;

    private Runs() {}

    static void run(Path out, String from, String until, String... more) throws IOException, InterruptedException {
        run(new Stop(), out, from, until, more);
    }

    static void run(Stop stop, Path out, String from, String until, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("--out", out.toString(), "--seed", String.valueOf(SEED), "--from", from, "--until", until));
        arguments.addAll(List.of("--speed", "0", "--zone", "Asia/Shanghai"));
        arguments.addAll(List.of(more));
        Instant end = Instant.parse(until);
        Options options = Options.parse(arguments, Map.of("CHENGYUN_SIMULATOR_SECRET", "s"), end);
        var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        new Simulator(options, Clock.fixed(end, ZoneOffset.UTC), silent, stop).run();
    }

    /** Every file below a folder by its name, except the state. */
    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("state")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    /** A rotated log in the order in which it was written. */
    static byte[] log(Path file) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int oldest = 1;
        while (Files.exists(file.resolveSibling(file.getFileName() + "." + oldest))) {
            oldest++;
        }
        for (int i = oldest - 1; i >= 1; i--) {
            bytes.writeBytes(Files.readAllBytes(file.resolveSibling(file.getFileName() + "." + i)));
        }
        bytes.writeBytes(Files.readAllBytes(file));
        return bytes.toByteArray();
    }
}
