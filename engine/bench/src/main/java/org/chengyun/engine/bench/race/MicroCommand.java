package org.chengyun.engine.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.run.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** JMH on the engine's core, with what it allocates. */
@Command(
        name = "micro",
        description = "Decode, fold, merge and encode by JMH, with allocation rates. Arguments go to JMH.",
        mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {
    @Unmatched
    private List<String> jmhArguments = new ArrayList<>();

    private final Consumer<String> progress = Terminal.progress(System.out)::say;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var classPaths = new ClassPaths(progress);
        classPaths.buildModule("engine/bench/micro");
        Path results = Files.createDirectories(StackHome.ofUser().folder().resolve("bench/results"));
        List<String> command = new ArrayList<>(List.of(
                classPaths.java(),
                "-cp",
                classPaths.ofModule("engine/bench/micro"),
                "org.openjdk.jmh.Main",
                "-prof",
                "gc",
                "-rf",
                "json",
                "-rff",
                results.resolve("micro-%d.json".formatted(Instant.now().getEpochSecond()))
                        .toString()));
        command.addAll(jmhArguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
