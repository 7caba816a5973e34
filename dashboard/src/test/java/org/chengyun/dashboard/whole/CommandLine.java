package org.chengyun.dashboard.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.launcher.home.StackHome;

/** Runs {@code deploy/chengyun}'s Java part as people do: a process of its own, its output and exit code. */
final class CommandLine {
    private final StackHome home;

    CommandLine(StackHome home) {
        this.home = home;
    }

    record Outcome(int exitCode, String output, String errors) {}

    Outcome run(String... arguments) throws InterruptedException {
        return start(arguments).await();
    }

    Running start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.chengyun.launcher.Main"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("chengyun", ".out");
            Path errors = Files.createTempFile("chengyun", ".err");
            var builder =
                    new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment()
                    .put("CHENGYUN_HOME", home.folder().toAbsolutePath().toString());
            return new Running(builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Running(Process process, Path output, Path errors) {
        Outcome await() throws InterruptedException {
            int exitCode = process.waitFor();
            try {
                return new Outcome(
                        exitCode,
                        Files.readString(output, StandardCharsets.UTF_8),
                        Files.readString(errors, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
