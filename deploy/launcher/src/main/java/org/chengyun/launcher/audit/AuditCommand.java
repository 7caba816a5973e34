package org.chengyun.launcher.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.chengyun.launcher.api.ApiPath;
import org.chengyun.launcher.api.Conversation;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.query.TimeArgument;
import org.chengyun.launcher.run.TheApplication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Audits the cuts of any range and prints what was found. */
@Command(
        name = "audit",
        description = "Prove that every event that was read is accounted for, once; or say where it is not.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:everything is accounted for", "1:something is not, or the audit could not be made"},
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--dataset", paramLabel = "D", description = "only this dataset")
    private @Nullable String dataset;

    @Option(names = "--from", paramLabel = "T", description = "cuts committed at or after it")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "T", description = "cuts committed before it")
    private @Nullable String to;

    @Option(names = "--zone", description = "read times in this zone instead of UTC")
    private ZoneId zone = ZoneOffset.UTC;

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public AuditCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    AuditCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        ApiPath path = new ApiPath("/api/v1/engine/audit")
                .with("dataset", dataset)
                .with("from", time("from", from))
                .with("to", time("to", to));
        return Conversation.hold(endpoint, application -> {
            JsonNode answer = application.get(path);
            new VerdictTable(out).print(answer);
            return answer.path("conserved").asBoolean() ? 0 : 1;
        });
    }

    private @Nullable String time(String name, @Nullable String text) {
        try {
            return text == null ? null : TimeArgument.parse(text, zone).toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + name + ": " + e.getMessage());
        }
    }
}
