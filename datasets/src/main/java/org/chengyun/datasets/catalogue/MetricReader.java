package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.catalogue.Metric.Top;
import org.chengyun.datasets.condition.Condition;
import org.chengyun.datasets.condition.ConditionParser;
import org.chengyun.datasets.condition.InvalidCondition;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.yaml.YamlNode;

/** One entry of a {@code metrics.yaml}. */
final class MetricReader {
    private static final Pattern RANK = Pattern.compile("(count|sum|mean|max|min|variance|stddev)(?:\\((\\w+)\\))?");
    private static final int LONGEST_TOP = 1000;
    private static final Duration LONGEST_GAP = Duration.ofDays(7);

    private final YamlNode node;
    private final Dataset dataset;
    private final ZoneId zone;
    private final Schema schema;

    MetricReader(YamlNode node, Dataset dataset, ZoneId zone) {
        this.node = node;
        this.dataset = dataset;
        this.zone = zone;
        this.schema = dataset.schema();
    }

    Metric read() {
        node.onlyKeys(
                "id", "label", "meaning", "dataset", "value", "by", "where", "windows", "session", "stats", "top");
        Optional<String> value = value();
        List<String> by = by();
        List<WindowSpec> windows = windows(node.get("windows"));
        Optional<Duration> session = session();
        if (by.stream().anyMatch(schema::isPersonal)) {
            checkPersonal();
        }
        if (windows.isEmpty() && node.get("session").isAbsent()) {
            node.fault("'windows' is missing, for example [1m, 1h, 1d]; or 'session', for example {gap: 30m}");
        }
        List<Stat> stats = stats(value);
        List<Percentile> percentiles = percentiles();
        if (windows.isEmpty() && session.isPresent() && (stats.contains(Stat.DISTINCT) || !percentiles.isEmpty())) {
            node.get("session")
                    .fault("sessions have neither distinct nor percentiles; say 'stats', for example [count]");
        }
        String whereText = node.get("where").text().orElse("");
        return new Metric(
                id(),
                DatasetReader.wording(node, "label"),
                DatasetReader.wording(node, "meaning"),
                dataset.id(),
                value,
                value.map(schema::indexOf)
                        .filter(index -> index >= 0)
                        .map(index -> schema.field(index).unit())
                        .orElse(""),
                by,
                where(whereText),
                whereText,
                windows,
                session,
                stats,
                percentiles,
                top(value, by, windows));
    }

    private String id() {
        String id = node.requireText("id");
        if (!id.matches(Pattern.quote(dataset.id()) + "(\\.[a-z][a-z0-9_]*)+")) {
            node.get("id").fault("id '%s' must look like %s.something".formatted(id, dataset.id()));
        }
        String owner = node.get("dataset").text().orElse(dataset.id());
        if (!owner.equals(dataset.id())) {
            node.get("dataset").fault("dataset '%s' is not the one of this folder".formatted(owner));
        }
        return id;
    }

    private Optional<String> value() {
        Optional<String> value = node.get("value").text();
        value.ifPresent(name -> {
            int index = schema.indexOf(name);
            if (index < 0 || !canBeValue(schema.field(index).type())) {
                node.get("value")
                        .fault("value '%s' is not a numeric or text field of %s".formatted(name, dataset.id()));
            }
        });
        return value;
    }

    private static boolean canBeValue(ValueType type) {
        return type.isNumeric() || type == ValueType.TEXT;
    }

    private List<String> by() {
        List<String> by = node.get("by").texts();
        if (Set.copyOf(by).size() < by.size()) {
            node.get("by").fault("a dimension is given twice");
        }
        for (String name : by) {
            int index = schema.indexOf(name);
            if (index < 0 || !schema.field(index).dimension()) {
                node.get("by").fault("'%s' is not a dimension of %s".formatted(name, dataset.id()));
            }
        }
        return by;
    }

    /** Windows and rankings are told series by series, which would be person by person. */
    private void checkPersonal() {
        if (node.get("session").isAbsent()
                || !node.get("windows").isAbsent()
                || !node.get("top").isAbsent()) {
            node.get("by")
                    .fault(
                            "a personal dimension only tells sessions apart: give 'session', and neither 'windows' nor 'top'");
        }
    }

    private Optional<Condition> where(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConditionParser.parse(text, schema));
        } catch (InvalidCondition e) {
            node.get("where").fault("where: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<WindowSpec> windows(YamlNode list) {
        List<WindowSpec> windows = new ArrayList<>();
        for (YamlNode item : list.items()) {
            String text = item.text().orElse("");
            Optional<WindowSpec> window = WindowSpec.parse(text, zone);
            if (window.isEmpty()) {
                item.fault("window '%s' is not a size such as 1h, size/slide such as 5m/1m, or day, week, month"
                        .formatted(text));
                continue;
            }
            // Windows of one size are stored once, whatever their slide.
            if (windows.stream().anyMatch(w -> w.sizeKey() == window.get().sizeKey())) {
                item.fault("two windows of the same size; keep the one with the smaller slide");
            }
            windows.add(window.get());
        }
        return windows;
    }

    private Optional<Duration> session() {
        YamlNode session = node.get("session").onlyKeys("gap");
        if (session.isMap() && session.get("gap").isAbsent()) {
            session.fault("'gap' is missing, for example {gap: 30m}");
        }
        Optional<Duration> gap = session.get("gap").duration();
        if (gap.isPresent() && !isWholeSeconds(gap.get())) {
            session.fault("the gap of a session is 1s to 7d in whole seconds");
        }
        if (!session.isAbsent()
                && node.get("windows").isAbsent()
                && !node.get("top").isAbsent()) {
            node.get("top").fault("sessions are not ranked, only windows");
        }
        return gap;
    }

    private static boolean isWholeSeconds(Duration gap) {
        return gap.toSeconds() >= 1 && gap.toMillisPart() == 0 && gap.compareTo(LONGEST_GAP) <= 0;
    }

    private List<Stat> stats(Optional<String> value) {
        if (node.get("stats").isAbsent()) {
            return value.isEmpty() ? List.of(Stat.COUNT) : isText(value) ? Stat.OF_ANYTHING : Stat.EXACT;
        }
        List<Stat> stats = new ArrayList<>();
        for (YamlNode item : node.get("stats").items()) {
            String word = item.text().orElse("");
            if (stat(word).isEmpty() && Percentile.parse(word).isEmpty()) {
                item.fault("unknown stat '%s'; there are %s and percentiles such as p95".formatted(word, words()));
            } else if (isText(value)
                    && !stat(word).map(Stat.OF_ANYTHING::contains).orElse(false)) {
                item.fault("'%s' of a text; value '%s' can only have count and distinct"
                        .formatted(word, value.orElseThrow()));
            }
            stat(word).ifPresent(stats::add);
        }
        if (value.isEmpty()
                && (!stats.equals(List.of(Stat.COUNT)) || !percentiles().isEmpty())) {
            node.get("stats").fault("a metric without value has only count");
        }
        return stats;
    }

    private List<Percentile> percentiles() {
        return node.get("stats").items().stream()
                .flatMap(item -> Percentile.parse(item.text().orElse("")).stream())
                .distinct()
                .sorted(Comparator.comparingInt(Percentile::basisPoints))
                .toList();
    }

    private boolean isText(Optional<String> value) {
        int index = value.map(schema::indexOf).orElse(-1);
        return index >= 0 && schema.field(index).type() == ValueType.TEXT;
    }

    private static String words() {
        return Arrays.stream(Stat.values()).map(Stat::word).collect(Collectors.joining(", "));
    }

    private static Optional<Stat> stat(String word) {
        for (Stat stat : Stat.values()) {
            if (stat.word().equals(word)) {
                return Optional.of(stat);
            }
        }
        return Optional.empty();
    }

    private Optional<Top> top(Optional<String> value, List<String> by, List<WindowSpec> windows) {
        YamlNode top = node.get("top").onlyKeys("n", "rank", "order", "windows", "sketch");
        if (top.isAbsent()) {
            return Optional.empty();
        }
        if (by.isEmpty()) {
            top.fault("a ranking needs a dimension in 'by'");
        }
        int n = top.get("n").integer().orElse(10);
        if (n < 1 || n > LONGEST_TOP) {
            top.fault("n must be 1 to " + LONGEST_TOP);
        }
        String order = top.get("order").text().orElse("descending");
        if (!order.equals("descending") && !order.equals("ascending")) {
            top.get("order").fault("order is descending or ascending");
        }
        List<WindowSpec> ranked = top.get("windows").isAbsent() ? windows : windows(top.get("windows"));
        if (!windows.containsAll(ranked)) {
            top.get("windows").fault("a ranking can only use the windows of its metric: " + windows);
        }
        Stat rank = rank(top, value);
        boolean sketch = top.get("sketch").flag(false);
        boolean counts = rank == Stat.COUNT
                && stats(value).equals(List.of(Stat.COUNT))
                && percentiles().isEmpty();
        if (sketch && !node.get("session").isAbsent()) {
            top.get("sketch").fault("a sketched ranking keeps no series, and sessions are of series");
        }
        if (sketch && (!counts || !order.equals("descending"))) {
            top.get("sketch").fault("a sketched ranking only counts: rank count, descending, stats [count]");
        }
        return Optional.of(new Top(n, rank, order.equals("descending"), ranked, sketch));
    }

    private Stat rank(YamlNode top, Optional<String> value) {
        String text = top.get("rank").text().orElse("count");
        Matcher matcher = RANK.matcher(text);
        if (!matcher.matches()) {
            top.get("rank").fault("rank '%s' is not a statistic such as count or sum(field)".formatted(text));
            return Stat.COUNT;
        }
        String field = matcher.group(2);
        if (field != null && !field.equals(value.orElse(null))) {
            top.get("rank")
                    .fault("rank is over '%s' but the metric's value is %s; rank a metric of that value"
                            .formatted(field, value.orElse("none")));
        }
        Stat stat = stat(matcher.group(1)).orElseThrow();
        if ((value.isEmpty() || isText(value)) && stat != Stat.COUNT) {
            top.get("rank").fault("a metric without a numeric value ranks by count");
        }
        return stat;
    }
}
