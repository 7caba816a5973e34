package org.chengyun.engine.bench.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.chengyun.engine.bench.race.BenchStack;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench crash}: exact under every fault, or not. */
@Command(
        name = "crash",
        description =
                "Kill engine, Kafka and database at every step while data come in, and compare the tables with the truth.",
        mixinStandardHelpOptions = true)
public final class CrashCommand implements Callable<Integer> {
    @Option(names = "--kills", description = "how many; default ${DEFAULT-VALUE}")
    private int kills = 200;

    @Option(names = "--instances", description = "engines at once; default ${DEFAULT-VALUE}")
    private int instances = 3;

    @Option(names = "--events", description = "observations; default ${DEFAULT-VALUE}")
    private long events = 2_000_000;

    @Option(names = "--seed", description = "of data and kills; by lot if left out, and printed")
    private long seed = System.currentTimeMillis() % 1_000_000;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException, ExecutionException {
        try (BenchStack stack = BenchStack.start(out::println)) {
            return new CrashRun(stack, seed, events, instances, kills, out).isExact() ? 0 : 1;
        }
    }
}
