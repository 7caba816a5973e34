package org.chengyun.engine.bench;

import org.chengyun.engine.bench.crash.CrashCommand;
import org.chengyun.engine.bench.ingest.IngestCommand;
import org.chengyun.engine.bench.race.CurvesCommand;
import org.chengyun.engine.bench.race.MicroCommand;
import org.chengyun.engine.bench.race.RaceCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands of {@code deploy/chengyun bench}. */
@Command(
        name = "deploy/chengyun bench",
        description = "How fast engine and ingest are, and how fast others are on the same machine.",
        subcommands = {
            RaceCommand.class,
            CurvesCommand.class,
            CrashCommand.class,
            MicroCommand.class,
            IngestCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((trouble, command, parsed) -> {
                    if (trouble.getMessage() == null
                            || (trouble instanceof RuntimeException && !(trouble instanceof IllegalStateException))) {
                        throw trouble;
                    }
                    command.getErr().println(trouble.getMessage());
                    return 1;
                })
                .execute(arguments));
    }
}
