package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.chengyun.launcher.api.Conversation;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.run.TheApplication;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the windows of a metric, its rankings, or its sessions, with their trust. */
@Command(
        name = "query",
        description = "Print the windows or sessions of a metric, all pages of them.",
        mixinStandardHelpOptions = true)
public final class QueryCommand implements Callable<Integer> {
    private static final Pattern PERCENTILE = Pattern.compile("p\\d{1,2}(\\.\\d{1,2})?");
    private static final int PAGE_ROWS = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "METRIC", description = "e.g. portal.requests")
    private String metric = "";

    @Option(names = "--window", paramLabel = "W", description = "1m, 1h; sliding: 5m/1m; of the city: day, week, month")
    private @Nullable String window;

    @Option(names = "--sessions", description = "of a metric with sessions: those, instead of windows")
    private boolean sessions;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "first start of a window or session; a time, a local time or a date")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "T", description = "starts before this")
    private @Nullable String to;

    @Option(names = "--by", paramLabel = "dim=value", description = "only this value of a dimension; repeatable")
    private List<String> by = List.of();

    @Option(names = "--top", description = "the rankings instead of the windows")
    private boolean top;

    @Option(
            names = "--as-of",
            paramLabel = "C",
            description = "what was known then: the number of a cut, a time, or latest")
    private @Nullable String asOf;

    @Option(names = "--zone", description = "show and read times in this zone instead of UTC")
    private ZoneId zone = ZoneOffset.UTC;

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--csv", description = "RFC 4180")
        private boolean csv;

        @Option(names = "--json", description = "an array of flat objects")
        private boolean json;
    }

    private final Endpoint.Source endpoint;
    private final PrintStream out;

    public QueryCommand() {
        this(TheApplication.runningOrStarted(), System.out);
    }

    QueryCommand(Endpoint.Source endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public Integer call() throws InterruptedException {
        String path = path();
        return Conversation.hold(endpoint, application -> {
            @Nullable RowWriter writer = null;
            @Nullable String cursor = null;
            do {
                JsonNode answer = application.get(cursor == null ? path : path + "&cursor=" + encode(cursor));
                if (writer == null) {
                    writer = writer(columns(answer));
                    tell(answer.path("asOf"));
                    tell(answer.path("notKept"));
                }
                answer.path(sessions ? "sessions" : "windows").forEach(writer::row);
                cursor = answer.path("next").asText(null);
            } while (cursor != null && !out.checkError());
            writer.end();
            out.flush();
            return 0;
        });
    }

    private List<Column> columns(JsonNode answer) {
        if (sessions) {
            return Column.ofSessions(dimensions(answer));
        }
        return answer.path("windows").path(0).has("value")
                ? Column.ofDerived(dimensions(answer), top)
                : Column.of(dimensions(answer), estimates(answer), top);
    }

    /** A note on the whole answer, beside the rows. */
    private static void tell(JsonNode note) {
        if (note.isObject()) {
            System.err.println(note.path("text").path("en").asText());
        }
    }

    private String path() {
        StringBuilder path =
                new StringBuilder("/api/v1/metrics/%s/%s?limit=%d".formatted(encode(metric), resource(), PAGE_ROWS));
        if (window != null) {
            path.append("&window=").append(encode(window));
        }
        appendTime(path, "from", from);
        appendTime(path, "to", to);
        if (asOf != null && (asOf.equals("latest") || asOf.matches("\\d{1,18}"))) {
            path.append("&asOf=").append(asOf);
        } else {
            appendTime(path, "asOf", asOf);
        }
        for (String dimension : by) {
            if (dimension.indexOf('=') < 1) {
                throw wrong("--by wants dimension=value, not '" + dimension + "'");
            }
            path.append("&by=").append(encode(dimension));
        }
        return path.toString();
    }

    private String resource() {
        if (sessions == (window != null)) {
            throw wrong("say either --window W, or --sessions for a metric with sessions");
        }
        if (sessions && top) {
            throw wrong("--sessions does not go with --top");
        }
        return sessions ? "sessions" : top ? "top" : "windows";
    }

    private void appendTime(StringBuilder path, String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            path.append('&')
                    .append(name)
                    .append('=')
                    .append(encode(TimeArgument.parse(text, zone).toString()));
        } catch (IllegalArgumentException e) {
            throw wrong((name.equals("asOf") ? "--as-of" : "--" + name) + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private RowWriter writer(List<Column> columns) {
        if (form.csv) {
            return new CsvRows(columns, zone, out);
        }
        return form.json ? new JsonRows(columns, zone, out) : new TextTable(columns, zone, out);
    }

    private static List<String> dimensions(JsonNode answer) {
        return StreamSupport.stream(answer.path("dimensions").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** What not every metric offers: known by the first row, as all rows have the same members. */
    private static List<String> estimates(JsonNode answer) {
        JsonNode first = answer.path("windows").path(0);
        List<String> names = new ArrayList<>();
        first.fieldNames().forEachRemaining(name -> {
            boolean distinct = name.equals("distinct") && first.path(name).isNumber();
            if (distinct || PERCENTILE.matcher(name).matches()) {
                names.add(name);
            }
        });
        return names;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
