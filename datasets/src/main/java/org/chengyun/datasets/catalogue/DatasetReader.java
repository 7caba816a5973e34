package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.chengyun.datasets.catalogue.Dataset.CoverageRule;
import org.chengyun.datasets.catalogue.Dataset.Dedupe;
import org.chengyun.datasets.catalogue.Dataset.Enrichment;
import org.chengyun.datasets.catalogue.Dataset.Limits;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** One {@code dataset.yaml}. */
final class DatasetReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,99}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final int MOST_PARTITIONS = 1000;
    private static final Duration DEDUPE_WITHIN = Duration.ofMinutes(15);
    private static final Duration SHORTEST_DEDUPE = Duration.ofSeconds(1);
    private static final Duration LONGEST_DEDUPE = Duration.ofDays(7);

    private final YamlNode node;

    DatasetReader(YamlNode node) {
        this.node = node;
    }

    Dataset read(String folderName) {
        node.onlyKeys(
                "id",
                "label",
                "fields",
                "event_time",
                "key",
                "topic",
                "encoding",
                "partitions",
                "allowed_lateness",
                "idle_after",
                "future_tolerance",
                "coverage",
                "enrich",
                "retention",
                "dedupe",
                "keep",
                "limits");
        String id = node.requireText("id");
        if (!id.isEmpty() && !id.equals(folderName)) {
            node.get("id").fault("id '%s' must be the folder's name '%s'".formatted(id, folderName));
        }
        if (!ID.matcher(folderName).matches()) {
            node.fault("the folder's name '%s' must be lower case letters, digits, _ and -".formatted(folderName));
        }
        Schema schema = new Schema(folderName, fields());
        return new Dataset(
                // Wrong or right, the folder's name is the one that the metrics were written for.
                folderName,
                wording(node, "label"),
                schema,
                fieldOf(schema, "event_time", ValueType.TIME),
                fieldOf(schema, "key", ValueType.TEXT),
                topic(folderName),
                encoding(),
                partitions(),
                node.get("allowed_lateness").duration().orElse(Duration.ofMinutes(2)),
                node.get("idle_after").duration().orElse(Duration.ofSeconds(10)),
                node.get("future_tolerance").duration().orElse(Duration.ofMinutes(10)),
                coverage(),
                enrichment(schema),
                node.get("retention").duration().orElse(Duration.ofDays(7)),
                dedupe(schema),
                new KeepReader(node.get("keep")).read(),
                limits());
    }

    private String topic(String folderName) {
        String topic = node.get("topic").text().orElse("chengyun." + folderName);
        if (!TOPIC.matcher(topic).matches()) {
            node.get("topic").fault("topic must be letters, digits, '.', '_' and '-', at most 249");
        }
        return topic;
    }

    private Encoding encoding() {
        String encoding = node.get("encoding").text().orElse("avro");
        return switch (encoding) {
            case "avro" -> Encoding.AVRO;
            case "json" -> Encoding.JSON;
            default -> {
                node.get("encoding").fault("encoding is avro or json");
                yield Encoding.AVRO;
            }
        };
    }

    private int partitions() {
        int partitions = node.get("partitions").integer().orElse(8);
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            node.get("partitions").fault("partitions must be 1 to " + MOST_PARTITIONS);
        }
        return partitions;
    }

    static Wording wording(YamlNode owner, String key) {
        YamlNode node = owner.get(key).onlyKeys("en", "zh-CN");
        if (node.isAbsent()) {
            owner.fault("'%s' is missing; give it in en and zh-CN".formatted(key));
            return new Wording("", "");
        }
        return new Wording(wordingIn(node, "en"), wordingIn(node, "zh-CN"));
    }

    private static String wordingIn(YamlNode node, String language) {
        String text = node.requireText(language);
        if (text.isBlank() && !node.get(language).isAbsent()) {
            node.get(language).fault("'%s' is empty".formatted(language));
        }
        return text;
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        node.get("fields").entries().forEach((name, entry) -> fields.add(field(name, entry)));
        if (fields.isEmpty()) {
            node.fault("'fields' is missing");
        }
        return fields;
    }

    private static Field field(String name, YamlNode entry) {
        entry.onlyKeys("type", "dimension", "required", "unit", "min", "max", "personal");
        if (!NAME.matcher(name).matches()) {
            entry.fault("field '%s' must be lower case letters, digits and _".formatted(name));
        }
        ValueType type = type(entry);
        boolean dimension = entry.get("dimension").flag(false);
        if (dimension && type != ValueType.TEXT) {
            entry.fault("dimension '%s' must be text".formatted(name));
        }
        String personal = entry.get("personal").text().orElse("none");
        if (!personal.equals("none") && !personal.equals("pseudonymise")) {
            entry.get("personal").fault("personal is none or pseudonymise");
        }
        if (personal.equals("pseudonymise") && type != ValueType.TEXT) {
            entry.get("personal").fault("only text can be pseudonymised");
        }
        Range range = range(entry, type);
        return new Field(
                name,
                type,
                dimension,
                entry.get("required").flag(false),
                entry.get("unit").text().orElse(null),
                range.min,
                range.max,
                personal.equals("pseudonymise"));
    }

    private record Range(@Nullable Double min, @Nullable Double max) {}

    private static Range range(YamlNode entry, ValueType type) {
        Double min = entry.get("min").number().orElse(null);
        Double max = entry.get("max").number().orElse(null);
        if (!type.isNumeric() && (min != null || max != null)) {
            entry.fault("only numbers have min and max");
        }
        if (min != null && max != null && min > max) {
            entry.fault("min is larger than max");
        }
        return new Range(min, max);
    }

    private static ValueType type(YamlNode entry) {
        String word = entry.requireText("type");
        for (ValueType type : ValueType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(word)) {
                return type;
            }
        }
        entry.fault("type '%s' is none of text, number, integer, boolean, time".formatted(word));
        return ValueType.TEXT;
    }

    private String fieldOf(Schema schema, String key, ValueType type) {
        String name = node.requireText(key);
        if (node.get(key).isAbsent()) {
            return name;
        }
        int index = schema.indexOf(name);
        if (index < 0
                || schema.field(index).type() != type
                || !schema.field(index).required()) {
            node.get(key)
                    .fault("%s must name a required field of type %s"
                            .formatted(key, type.name().toLowerCase(Locale.ROOT)));
        }
        return name;
    }

    private CoverageRule coverage() {
        YamlNode rule = node.get("coverage").onlyKeys("sites_every");
        Optional<Duration> every = rule.get("sites_every").duration();
        if (every.isPresent() && every.get().toMillis() < 1000) {
            rule.get("sites_every").fault("sites_every is at least 1s");
            return new CoverageRule.Learned();
        }
        return every.<CoverageRule>map(CoverageRule.Sites::new).orElseGet(CoverageRule.Learned::new);
    }

    private Optional<Enrichment> enrichment(Schema schema) {
        YamlNode enrich = node.get("enrich").onlyKeys("by", "fields");
        if (enrich.isAbsent()) {
            return Optional.empty();
        }
        var enrichment =
                new Enrichment(enrich.requireText("by"), enrich.get("fields").texts());
        for (String field : enrichment.fields()) {
            if (!field.equals("road") && !field.equals("district")) {
                enrich.fault("the registry of sites knows road and district, not '%s'".formatted(field));
            }
            textField(enrich, schema, field);
        }
        textField(enrich, schema, enrichment.by());
        if (enrichment.fields().isEmpty()) {
            enrich.fault("'fields' is missing, for example [road, district]");
        }
        return Optional.of(enrichment);
    }

    private static void textField(YamlNode enrich, Schema schema, String name) {
        int index = schema.indexOf(name);
        if (index < 0 || schema.field(index).type() != ValueType.TEXT) {
            enrich.fault("'%s' is not a text field".formatted(name));
        }
    }

    private Optional<Dedupe> dedupe(Schema schema) {
        YamlNode dedupe = node.get("dedupe");
        if (dedupe.isAbsent()) {
            return Optional.empty();
        }
        YamlNode by = dedupe.isList() ? dedupe : dedupe.onlyKeys("by", "within").get("by");
        if (by.isAbsent()) {
            dedupe.fault("dedupe is a list of fields, or { by: [site, at], within: 15m }");
            return Optional.empty();
        }
        List<String> fields = by.texts();
        for (String field : fields) {
            if (schema.indexOf(field) < 0) {
                by.fault("'%s' is not a field".formatted(field));
            }
        }
        if (fields.stream().distinct().count() < fields.size()) {
            by.fault("a field is given twice");
        }
        String key = node.get("key").text().orElse("");
        if (!fields.contains(key)) {
            by.fault("dedupe must contain the key '%s': only what has one key is read by one instance".formatted(key));
        }
        return Optional.of(new Dedupe(fields, within(dedupe)));
    }

    private Limits limits() {
        YamlNode limits = node.get("limits").onlyKeys("new_series_per_minute", "series");
        OptionalInt perMinute = atLeastOne(limits.get("new_series_per_minute"));
        OptionalInt series = atLeastOne(limits.get("series"));
        return new Limits(perMinute, series.isPresent() ? OptionalLong.of(series.getAsInt()) : OptionalLong.empty());
    }

    private static OptionalInt atLeastOne(YamlNode node) {
        Optional<Integer> number = node.integer();
        if (number.isPresent() && number.get() < 1) {
            node.fault("a limit of series is at least 1, not %d".formatted(number.get()));
            return OptionalInt.empty();
        }
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static Duration within(YamlNode dedupe) {
        YamlNode node = dedupe.get("within");
        Duration within = node.duration().orElse(DEDUPE_WITHIN);
        if (within.compareTo(SHORTEST_DEDUPE) < 0 || within.compareTo(LONGEST_DEDUPE) > 0) {
            node.fault("within is 1s to 7d");
            return DEDUPE_WITHIN;
        }
        return within;
    }
}
