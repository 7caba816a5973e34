package org.chengyun.launcher.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.chengyun.launcher.api.ApiPath;
import org.chengyun.launcher.api.Conversation;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.api.ProblemException;
import org.chengyun.launcher.run.TheApplication;
import org.chengyun.launcher.table.Aligned;
import org.chengyun.launcher.table.Aligned.Side;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints how the feeds are doing, the gravest first, and a sentence on each that is not in order. */
@Command(
        name = "feeds",
        description = "Tell whether the feeds are healthy, and if not, why and what to do.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:none is down", "1:one is, or that could not be found out"},
        mixinStandardHelpOptions = true)
public final class FeedsCommand implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final List<Side> SIDES = List.of(
            Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT, Side.RIGHT, Side.LEFT);
    private static final List<String> COLUMNS = List.of(
            "feed",
            "dataset",
            "transport",
            "condition",
            "per minute",
            "expected",
            "behind, min",
            "quarantined, 1 h",
            "last good record");

    @Parameters(arity = "0..1", paramLabel = "FEED", description = "only this one")
    private @Nullable String feed;

    @Option(names = "--zone", description = "write times in this zone instead of UTC")
    private ZoneId zone = ZoneOffset.UTC;

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public FeedsCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    FeedsCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        var path = new ApiPath("/api/v1/feeds");
        return Conversation.hold(endpoint, application -> {
            try {
                JsonNode answer = application.get(feed == null ? path : path.step(feed));
                print(answer);
                return isDown(answer) ? 1 : 0;
            } catch (ProblemException e) {
                if (!e.problem().code().equals("feed-unknown")) {
                    throw e;
                }
                // the application's own advice names a path of its API
                System.err.printf("No feed '%s' has spoken yet; deploy/chengyun feeds lists those that have.%n", feed);
                return 1;
            }
        });
    }

    private static boolean isDown(JsonNode answer) {
        for (JsonNode one : answer.path("feeds")) {
            if (one.path("level").asText().equals("bad")) {
                return true;
            }
        }
        return false;
    }

    private void print(JsonNode answer) {
        if (answer.path("feeds").isEmpty()) {
            out.println("No feed has spoken yet; feeds are set up in feeds.yaml, see docs/feeds.md.");
            return;
        }
        var table = new Aligned(SIDES).row(COLUMNS);
        answer.path("feeds").forEach(one -> table.row(row(one)));
        table.print(out);
        for (JsonNode one : answer.path("feeds")) {
            if (!one.path("level").asText().equals("ok")) {
                say(one.path("feed").asText(), one.path("text"));
                say(" ".repeat(one.path("feed").asText().length()), one.path("advice"));
            }
        }
        for (JsonNode dataset : answer.path("datasets")) {
            if (dataset.path("sensors").path("silent").asInt() > 0) {
                say(dataset.path("dataset").asText(), dataset.path("sensors").path("text"));
            }
        }
    }

    private void say(String who, JsonNode words) {
        String text = words.path("en").asText();
        if (!text.isEmpty()) {
            out.println(who.isBlank() ? who + "  " + text : who + ": " + text);
        }
    }

    private List<String> row(JsonNode one) {
        long quarantined = 0;
        for (JsonNode reason : one.path("lastHour").path("reasons")) {
            quarantined += reason.path("records").asLong();
        }
        return List.of(
                one.path("feed").asText(),
                one.path("dataset").asText(),
                one.path("transport").asText(),
                one.path("condition").asText(),
                number(one.path("rate").path("perMinute")),
                number(one.path("rate").path("expectedPerMinute")),
                number(one.path("behindMinutes")),
                "%,d".formatted(quarantined),
                moment(one.path("lastGoodAt")));
    }

    private static String number(JsonNode number) {
        return number.isNumber() ? "%,.1f".formatted(number.asDouble()) : "-";
    }

    private String moment(JsonNode moment) {
        return moment.isTextual() ? MOMENT.format(Instant.parse(moment.asText()).atZone(zone)) : "never";
    }
}
