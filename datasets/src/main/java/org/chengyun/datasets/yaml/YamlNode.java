package org.chengyun.datasets.yaml;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A place in a YAML file. Reading it never throws for what a person wrote: it adds a {@link Fault} with the line and
 * answers something harmless, so that one pass finds every fault. Not thread-safe.
 */
public final class YamlNode {
    // Nine digits of days are more than anybody needs, and less than what overflows.
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?");

    private final String file;
    private final @Nullable Node node;
    private final Faults faults;
    private final int line;
    private final Map<String, YamlNode> entries = new LinkedHashMap<>();

    private YamlNode(String file, @Nullable Node node, int line, Faults faults) {
        this.file = file;
        this.node = node;
        this.line = line;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::addEntry);
        }
    }

    private void addEntry(NodeTuple tuple) {
        int at = tuple.getKeyNode().getStartMark().getLine() + 1;
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            faults.add(file, at, "a key must be a plain word");
            return;
        }
        if (tuple.getValueNode().isTwoStepsConstruction()) {
            faults.add(file, at, "'%s' contains itself".formatted(key.getValue()));
            return;
        }
        var value = new YamlNode(file, tuple.getValueNode(), at, faults);
        if (entries.put(key.getValue(), value) != null) {
            faults.add(file, at, "'%s' is given twice".formatted(key.getValue()));
        }
    }

    /** The root of a file; an unreadable file is a fault and reads as empty. */
    public static YamlNode read(Path path, String shownAs, Faults faults) {
        String text;
        try {
            text = Files.readString(path);
        } catch (CharacterCodingException e) {
            faults.add(shownAs, 0, "not UTF-8");
            return new YamlNode(shownAs, null, 0, faults);
        } catch (IOException e) {
            faults.add(shownAs, 0, "cannot be read: " + e);
            return new YamlNode(shownAs, null, 0, faults);
        }
        return read(new StringReader(text), shownAs, faults);
    }

    public static YamlNode read(Reader reader, String shownAs, Faults faults) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            return new YamlNode(shownAs, root, 1, faults);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            faults.add(shownAs, line, "not valid YAML: " + e.getProblem());
            return new YamlNode(shownAs, null, 0, faults);
        } catch (YAMLException e) {
            // Without a mark: control characters, too many aliases.
            faults.add(shownAs, 0, "not valid YAML: " + e.getMessage());
            return new YamlNode(shownAs, null, 0, faults);
        }
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public void fault(String message) {
        faults.add(file, line, message);
    }

    /** True if the file said nothing here. */
    public boolean isAbsent() {
        return node == null || node.getTag().equals(Tag.NULL);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The entry of that name; absent if there is none. */
    public YamlNode get(String key) {
        YamlNode entry = entries.get(key);
        return entry == null ? new YamlNode(file, null, line, faults) : entry;
    }

    /** The entries in the order of the file. */
    public Map<String, YamlNode> entries() {
        return entries;
    }

    /** Each key outside of {@code known} is a fault: most often it is a typing error. */
    public YamlNode onlyKeys(String... known) {
        var allowed = List.of(known);
        if (!isAbsent() && !isMap()) {
            fault("expected 'key: value' pairs");
        }
        entries.forEach((key, value) -> {
            if (!allowed.contains(key)) {
                value.fault("unknown key '%s'; known are %s".formatted(key, String.join(", ", allowed)));
            }
        });
        return this;
    }

    /** The items of a list; a single value counts as a list of one. */
    public List<YamlNode> items() {
        if (isAbsent()) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(file, item, item.getStartMark().getLine() + 1, faults));
        }
        return items;
    }

    /** The items of a list and of the lists within it, so that an alias can stand for several items. */
    public List<YamlNode> leaves() {
        List<YamlNode> leaves = new ArrayList<>();
        for (YamlNode item : items()) {
            if (!(item.node instanceof SequenceNode sequence)) {
                leaves.add(item);
            } else if (sequence.isTwoStepsConstruction()) {
                item.fault("a list contains itself");
            } else {
                leaves.addAll(item.leaves());
            }
        }
        return leaves;
    }

    public List<String> texts() {
        return items().stream().map(item -> item.text().orElse("")).toList();
    }

    public Optional<String> text() {
        if (isAbsent()) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        fault("expected a single value");
        return Optional.empty();
    }

    /** The text at {@code key}; its absence is a fault. */
    public String requireText(String key) {
        YamlNode entry = get(key);
        if (entry.isAbsent()) {
            fault("'%s' is missing".formatted(key));
            return "";
        }
        return entry.text().orElse("");
    }

    /** A finite decimal number. */
    public Optional<Double> number() {
        return text().flatMap(value -> {
            if (NUMBER.matcher(value).matches()) {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return Optional.of(number);
                }
            }
            fault("'%s' is not a number".formatted(value));
            return Optional.empty();
        });
    }

    public Optional<Integer> integer() {
        return text().flatMap(value -> {
            try {
                return Optional.of(Integer.valueOf(value));
            } catch (NumberFormatException e) {
                fault("'%s' is not a whole number".formatted(value));
                return Optional.empty();
            }
        });
    }

    public boolean flag(boolean otherwise) {
        Optional<String> value = text();
        if (value.isPresent() && !value.get().equals("true") && !value.get().equals("false")) {
            fault("'%s' is neither true nor false".formatted(value.get()));
        }
        return value.map(Boolean::valueOf).orElse(otherwise);
    }

    /** A duration such as {@code 200ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 7d}. */
    public Optional<Duration> duration() {
        return text().flatMap(value -> {
            Optional<Duration> parsed = parseDuration(value);
            if (parsed.isEmpty()) {
                fault("'%s' is not a duration such as 30s, 5m, 1h or 7d".formatted(value));
            }
            return parsed;
        });
    }

    public static Optional<Duration> parseDuration(String value) {
        Matcher matcher = DURATION.matcher(value.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }
}
