package org.chengyun.launcher.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.launcher.api.ApiPath;
import org.chengyun.launcher.api.Conversation;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.run.TheApplication;
import org.chengyun.launcher.table.Aligned;
import org.chengyun.launcher.table.Aligned.Side;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what was rejected, shows it, and has it read again. */
@Command(
        name = "quarantine",
        description = "What was rejected and why; read it again after the mapping or the feed was mended.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:failed or cancelled", "3:replay: some records stay in quarantine"},
        mixinStandardHelpOptions = true)
public final class QuarantineCommand implements Callable<Integer> {
    private static final String BASE = "/api/v1/quarantine";
    private static final String REPLAYS = BASE + "/replays";
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int SOME_STAY = 3;

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public QuarantineCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    QuarantineCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        return list();
    }

    @Command(
            name = "list",
            description = "What waits, by dataset, feed and reason, the most first.",
            mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        return Conversation.hold(endpoint, application -> {
            JsonNode groups = application.get(BASE);
            if (groups.isEmpty()) {
                out.println("nothing is in quarantine");
                return 0;
            }
            var table = new Aligned(List.of(Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT))
                    .row(List.of("dataset", "feed", "reason", "records", "tried", "newest"));
            groups.forEach(group -> table.row(List.of(
                    group.path("dataset").asText(),
                    harmless(group.path("feed")),
                    group.path("reason").asText(),
                    "%,d".formatted(group.path("records").asLong()),
                    "%,d".formatted(group.path("tried").asLong()),
                    group.path("last").asText())));
            table.print(out);
            return 0;
        });
    }

    @Command(
            name = "show",
            description = "Records with their bytes, the newest first.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "DATASET") String dataset,
            @Option(names = "--feed", description = "only of this feed") @Nullable String feed,
            @Option(names = "--reason", description = "only for this reason") @Nullable String reason,
            @Option(names = "--limit", defaultValue = "10", description = "how many; 10 if left out") int limit)
            throws InterruptedException {
        ApiPath path = new ApiPath(BASE + "/records")
                .with("limit", limit)
                .with("dataset", dataset)
                .with("feed", feed)
                .with("reason", reason);
        return Conversation.hold(endpoint, application -> {
            JsonNode page = application.get(path);
            page.path("records").forEach(this::print);
            if (!page.path("next").isNull() && page.path("next").isNumber()) {
                out.println("… there are more; --limit takes up to 200");
            }
            return 0;
        });
    }

    private void print(JsonNode record) {
        out.println("%d  %s  %s  %s: %s"
                .formatted(
                        record.path("number").asLong(),
                        record.path("at").asText(),
                        harmless(record.path("feed")),
                        record.path("reason").asText(),
                        harmless(record.path("detail"))));
        out.println("    at %s".formatted(harmless(record.path("source"))));
        out.println("    "
                + (record.path("text").isTextual()
                        ? record.path("text").asText() + (record.path("isCut").asBoolean() ? "…" : "")
                        : "(%,d bytes that may name people: for administrators only)"
                                .formatted(record.path("length").asLong())));
    }

    @Command(
            name = "replay",
            description = {
                "Read records again with the formats and feeds as their files say now, and send what can be read.",
                "Each record counts once; what still cannot be read stays, with the reason it has now."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Parameters(paramLabel = "DATASET") String dataset,
            @Option(names = "--feed", description = "only of this feed") @Nullable String feed,
            @Option(names = "--reason", description = "only for this reason") @Nullable String reason,
            @Option(names = "--format", description = "read them in this format of the dataset") @Nullable
                    String format,
            @Option(names = "--dry", description = "say what would become of them and change nothing") boolean dry)
            throws InterruptedException {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("dataset", dataset)
                .put("feed", feed)
                .put("reason", reason)
                .put("format", format)
                .put("dry", dry);
        return Conversation.hold(endpoint, application -> {
            JsonNode now = application.post(REPLAYS, wish);
            String said = "";
            while (true) {
                String line = progress(now);
                if (!line.equals(said)) {
                    out.println(line);
                    said = line;
                }
                if (!now.path("endedAt").isNull()) {
                    return end(now);
                }
                Thread.sleep(LOOK);
                now = application.get(REPLAYS + "/" + now.path("number").asLong());
            }
        });
    }

    @Command(
            name = "replays",
            description = "The newest replays, who asked for them, and how far they are.",
            mixinStandardHelpOptions = true)
    int replays(@Option(names = "--limit", defaultValue = "20", description = "how many; 20 if left out") int limit)
            throws InterruptedException {
        return Conversation.hold(endpoint, application -> {
            JsonNode replays = application.get(new ApiPath(REPLAYS).with("limit", limit));
            if (replays.isEmpty()) {
                out.println("nothing was replayed yet");
                return 0;
            }
            var table = new Aligned(List.of(
                            Side.RIGHT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT))
                    .row(List.of("replay", "dataset", "feed", "reason", "asked by", "at", "state", ""));
            replays.forEach(one -> table.row(List.of(
                    one.path("number").asText(),
                    one.path("dataset").asText(),
                    orAll(one.path("feed")),
                    orAll(one.path("reason")),
                    harmless(one.path("requestedBy")),
                    one.path("requestedAt").asText(),
                    one.path("state").asText() + (one.path("dry").asBoolean() ? ", dry" : ""),
                    outcome(one))));
            table.print(out);
            return 0;
        });
    }

    private static String orAll(JsonNode text) {
        return text.isTextual() ? harmless(text) : "all";
    }

    private static String outcome(JsonNode replay) {
        return switch (replay.path("state").asText()) {
            case "done", "running" ->
                "%,d of %,d read"
                        .formatted(
                                replay.path("replayed").asLong(),
                                replay.path("tried").asLong());
            case "cancelled" -> "by " + harmless(replay.path("cancelledBy"));
            default -> harmless(replay.path("detail"));
        };
    }

    @Command(
            name = "cancel",
            description = "Take back a replay that still waits for ingest. One that has begun goes on to its end.",
            mixinStandardHelpOptions = true)
    int cancel(@Parameters(paramLabel = "NUMBER", description = "of the replay, see 'quarantine replays'") long number)
            throws InterruptedException {
        return Conversation.hold(endpoint, application -> {
            JsonNode replay =
                    application.post("%s/%d/cancel".formatted(REPLAYS, number), JsonNodeFactory.instance.objectNode());
            out.println("replay %d of %s is cancelled; nothing was read"
                    .formatted(number, replay.path("dataset").asText()));
            return 0;
        });
    }

    private static String progress(JsonNode replay) {
        String detail = replay.path("detail").asText();
        return switch (replay.path("state").asText()) {
            case "waiting" ->
                "replay %1$d waits for ingest ('quarantine cancel %1$d' takes it back)"
                        .formatted(replay.path("number").asLong());
            case "running" ->
                "%,d records read%s"
                        .formatted(replay.path("tried").asLong(), detail.isEmpty() ? "" : "; waits: " + detail);
            case "done" ->
                "%,d of %,d records %s %,d observations"
                        .formatted(
                                replay.path("replayed").asLong(),
                                replay.path("tried").asLong(),
                                replay.path("dry").asBoolean()
                                        ? "can be read now and would become"
                                        : "were read and sent as",
                                replay.path("observations").asLong());
            case "cancelled" -> "cancelled by %s; nothing was read".formatted(harmless(replay.path("cancelledBy")));
            default -> "failed: " + detail;
        };
    }

    private int end(JsonNode replay) {
        if (!replay.path("state").asText().equals("done")) {
            return 1;
        }
        replay.path("samples")
                .forEach(sample -> out.println("  %s %d  %s"
                        .formatted(
                                sample.path("isReadable").asBoolean() ? "+" : "-",
                                sample.path("number").asLong(),
                                harmless(sample.path("text")))));
        if (replay.path("kept").asLong() == 0) {
            return 0;
        }
        String reasons = Stream.of(replay.path("reasons"))
                .flatMap(node -> node.properties().stream())
                .map(reason ->
                        "%s %,d".formatted(reason.getKey(), reason.getValue().asLong()))
                .collect(Collectors.joining(", "));
        out.println("%,d stay: %s".formatted(replay.path("kept").asLong(), reasons));
        return SOME_STAY;
    }

    /** Words of senders must not steer the terminal. */
    private static String harmless(JsonNode text) {
        return text.asText().replaceAll("\\p{Cntrl}", "?");
    }
}
