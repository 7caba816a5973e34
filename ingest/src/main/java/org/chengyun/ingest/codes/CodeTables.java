package org.chengyun.ingest.codes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;

/**
 * The code tables of a dataset: {@code codes/*.yaml}, whose categories are those of {@code categories.yaml}. Immutable.
 *
 * @param tables by id
 */
public record CodeTables(SequencedMap<String, CodeTable> tables) {
    public static final CodeTables NONE = new CodeTables(new LinkedHashMap<>());

    /**
     * Reads the tables of a dataset; what is wrong with them becomes a fault with its line.
     *
     * @param folder of all definitions
     */
    public static CodeTables read(Path folder, String dataset, Faults faults) {
        Path codes = folder.resolve(dataset).resolve("codes");
        if (!Files.isDirectory(codes)) {
            return NONE;
        }
        Set<String> categories = categories(folder, dataset, faults);
        SequencedMap<String, CodeTable> tables = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(codes)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                var node = YamlNode.read(file, folder.relativize(file).toString(), faults);
                CodeTable table = table(node, categories);
                if (!String.valueOf(file.getFileName()).equals(table.id() + ".yaml")) {
                    node.fault("id '%s' must be the name of the file".formatted(table.id()));
                }
                tables.put(table.id(), table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the code tables in " + codes, e);
        }
        return new CodeTables(tables);
    }

    private static Set<String> categories(Path folder, String dataset, Faults faults) {
        Path file = folder.resolve(dataset).resolve("categories.yaml");
        var node = YamlNode.read(file, folder.relativize(file).toString(), faults);
        Set<String> ids = new LinkedHashSet<>();
        node.entries().forEach((id, label) -> {
            label.onlyKeys("en", "zh-CN");
            label.requireText("en");
            label.requireText("zh-CN");
            ids.add(id);
        });
        return ids;
    }

    private static CodeTable table(YamlNode node, Set<String> categories) {
        node.onlyKeys("id", "versions");
        List<CodeTable.Version> versions = new ArrayList<>();
        for (YamlNode item : node.get("versions").items()) {
            CodeTable.Version version = version(item, categories);
            if (!versions.isEmpty()
                    && !version.from().isAfter(versions.getLast().from())) {
                item.fault("version %d must begin after version %d"
                        .formatted(version.number(), versions.getLast().number()));
            }
            versions.add(version);
        }
        if (versions.isEmpty()) {
            node.fault("'versions' must say something");
        }
        return new CodeTable(node.requireText("id"), versions);
    }

    private static CodeTable.Version version(YamlNode item, Set<String> categories) {
        item.onlyKeys("version", "from", "categories");
        Map<String, String> byCode = new HashMap<>();
        item.get("categories").entries().forEach((category, codes) -> {
            if (!categories.contains(category)) {
                codes.fault("'%s' is none of the categories %s".formatted(category, categories));
            }
            for (YamlNode code : codes.leaves()) {
                String plain = CodeTable.plain(code.text().orElse(""));
                String other = byCode.put(plain, category);
                if (other != null) {
                    code.fault("'%s' already means %s".formatted(plain, other));
                }
            }
        });
        return new CodeTable.Version(item.get("version").integer().orElse(0), day(item), byCode);
    }

    private static LocalDate day(YamlNode item) {
        String text = item.requireText("from");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            item.get("from").fault("'%s' is no day such as 2026-11-21".formatted(text));
            return LocalDate.MIN;
        }
    }

    public Optional<CodeTable> table(String id) {
        return Optional.ofNullable(tables.get(id));
    }
}
