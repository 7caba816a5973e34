package org.chengyun.datasets.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;

/** Reads a folder of definitions and checks what only shows when they are seen together. */
final class CatalogueLoader {
    private final Path folder;
    private final ZoneId zone;
    private final Faults faults = new Faults();
    private final List<Dataset> datasets = new ArrayList<>();
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Entry> derivedEntries = new ArrayList<>();
    private final Map<String, String> idsSeen = new HashMap<>();
    private final Map<String, String> labelsSeen = new HashMap<>();

    CatalogueLoader(Path folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    /** A definition that can be read only when all others are known. */
    private record Entry(YamlNode node, Dataset dataset) {}

    Catalogue load() {
        List<Path> definitions = definitions();
        if (definitions.isEmpty()) {
            faults.add(folder.toString(), 0, "no <name>/dataset.yaml here; point CHENGYUN_DATASETS at the definitions");
        }
        definitions.forEach(this::read);
        List<DerivedMetric> derived =
                derivedEntries.stream().flatMap(this::readDerived).toList();
        faults.throwIfAny();
        return new Catalogue(List.copyOf(datasets), List.copyOf(metrics), derived);
    }

    private List<Path> definitions() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(this::isDefinition).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the definitions in " + folder, e);
        }
    }

    private boolean isDefinition(Path child) {
        boolean defined = Files.isRegularFile(child.resolve("dataset.yaml"));
        Path metricsFile = child.resolve("metrics.yaml");
        if (!defined && Files.isRegularFile(metricsFile)) {
            faults.add(folder.relativize(metricsFile).toString(), 0, "there is no dataset.yaml beside it");
        }
        return defined;
    }

    private void read(Path child) {
        Path file = child.resolve("dataset.yaml");
        var node = YamlNode.read(file, folder.relativize(file).toString(), faults);
        String name = String.valueOf(child.getFileName());
        Dataset dataset = new DatasetReader(node).read(name);
        datasets.add(dataset);
        Path metricsFile = child.resolve("metrics.yaml");
        if (Files.isRegularFile(metricsFile)) {
            var list = YamlNode.read(metricsFile, folder.relativize(metricsFile).toString(), faults);
            list.items().forEach(item -> readMetric(item, dataset));
        }
    }

    private void readMetric(YamlNode node, Dataset dataset) {
        if (DerivedReader.isDerived(node)) {
            derivedEntries.add(new Entry(node, dataset));
            return;
        }
        Metric metric = new MetricReader(node, dataset, zone).read();
        metrics.add(metric);
        claim(metric.id(), metric.label(), node);
    }

    private Stream<DerivedMetric> readDerived(Entry entry) {
        var reader = new DerivedReader(
                entry.node,
                entry.dataset,
                id -> metrics.stream().filter(m -> m.id().equals(id)).findFirst());
        Optional<DerivedMetric> metric = reader.read();
        metric.ifPresent(m -> claim(m.id(), m.label(), entry.node));
        return metric.stream();
    }

    private void claim(String id, Wording label, YamlNode node) {
        claim(idsSeen, id, "metric id", node);
        claim(labelsSeen, label.en(), "label", node);
        if (!label.zhCn().equals(label.en())) {
            claim(labelsSeen, label.zhCn(), "label", node);
        }
    }

    /** One word, one definition: a label that two metrics share would mean two things to its readers. */
    private static void claim(Map<String, String> seen, String word, String what, YamlNode node) {
        String here = node.file() + ":" + node.line();
        String there = seen.putIfAbsent(word, here);
        if (there != null && !word.isEmpty()) {
            node.fault("%s '%s' is taken by %s".formatted(what, word, there));
        }
    }
}
