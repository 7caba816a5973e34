package org.chengyun.launcher.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.chengyun.launcher.api.Conversation;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.query.TimeArgument;
import org.chengyun.launcher.run.TheApplication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for a metric to be computed again, and waits for the end. */
@Command(
        name = "replay",
        description = {
            "Compute a metric again over the retained log, beside the live job.",
            "The new numbers take the place of the old in one commit; with --check they are compared and dropped."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done; with --check: nothing differs", "1:failed", "3:--check found windows that differ"},
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int DIFFERENT = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "METRIC", description = "metric id, as `query` takes it")
    private String metric = "";

    @Option(names = "--from", paramLabel = "T", description = "oldest event time that counts; without: all of the log")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "T", description = "event time before which observations count; without: now")
    private @Nullable String to;

    @Option(names = "--check", description = "compare with the stored numbers and change nothing")
    private boolean check;

    @Option(names = "--zone", description = "read times in this zone instead of UTC")
    private ZoneId zone = ZoneOffset.UTC;

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public ReplayCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    ReplayCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonNode request = request();
        return Conversation.hold(endpoint, application -> {
            long number =
                    application.post("/api/v1/replays", request).path("number").asLong();
            out.println("replay %d of %s".formatted(number, metric));
            String said = "";
            while (true) {
                JsonNode replay = application.get("/api/v1/replays/" + number);
                String now = describe(replay);
                if (!now.equals(said)) {
                    out.println(now);
                    said = now;
                }
                if (!replay.path("endedAt").isNull()) {
                    return exitCode(replay);
                }
                Thread.sleep(LOOK);
            }
        });
    }

    private JsonNode request() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("metric", metric)
                .put("from", time("from", from))
                .put("to", time("to", to))
                .put("compare", check);
    }

    private @Nullable String time(String name, @Nullable String text) {
        try {
            return text == null ? null : TimeArgument.parse(text, zone).toString();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + name + ": " + e.getMessage());
        }
    }

    private static String describe(JsonNode replay) {
        String detail = replay.path("detail").asText();
        return switch (replay.path("state").asText()) {
            case "waiting" -> "waiting for an engine";
            case "running" ->
                "%s: %,d records read%s"
                        .formatted(
                                detail.isEmpty() ? "starting" : detail,
                                replay.path("recordsRead").asLong(),
                                replay.path("recordsLeft").isNull()
                                        ? ""
                                        : ", %,d to go"
                                                .formatted(replay.path("recordsLeft")
                                                        .asLong()));
            case "done" -> "done: " + detail;
            default -> "failed: " + detail;
        };
    }

    private static int exitCode(JsonNode replay) {
        if (!replay.path("state").asText().equals("done")) {
            return 1;
        }
        return replay.path("different").asLong(0) == 0 ? 0 : DIFFERENT;
    }
}
