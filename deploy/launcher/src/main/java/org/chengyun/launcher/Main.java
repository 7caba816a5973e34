package org.chengyun.launcher;

import org.chengyun.launcher.audit.AuditCommand;
import org.chengyun.launcher.doctor.DoctorCommand;
import org.chengyun.launcher.feeds.FeedsCommand;
import org.chengyun.launcher.load.LoadCommand;
import org.chengyun.launcher.quarantine.QuarantineCommand;
import org.chengyun.launcher.query.QueryCommand;
import org.chengyun.launcher.replay.ReplayCommand;
import org.chengyun.launcher.run.DemoCommand;
import org.chengyun.launcher.run.StatusCommand;
import org.chengyun.launcher.run.StopCommand;
import org.chengyun.launcher.run.UpCommand;
import org.chengyun.launcher.verify.TestCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands of {@code deploy/chengyun}. */
@Command(
        name = "deploy/chengyun",
        description = "City-operations analytics whose numbers can be trusted.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            LoadCommand.class,
            QueryCommand.class,
            ReplayCommand.class,
            QuarantineCommand.class,
            AuditCommand.class,
            FeedsCommand.class,
            StatusCommand.class,
            StopCommand.class,
            TestCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments));
    }

    /** Trouble outside is a sentence for people; what is left is a bug, and its trace tells where. */
    private static int explain(Exception trouble, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (trouble.getMessage() == null
                || (trouble instanceof RuntimeException && !(trouble instanceof IllegalStateException))) {
            throw trouble;
        }
        command.getErr().println(trouble.getMessage());
        return 1;
    }
}
