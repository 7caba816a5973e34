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
    private final Map<String, String> idsSeen = new HashMap<>();
    private final Map<String, String> labelsSeen = new HashMap<>();

    CatalogueLoader(Path folder, ZoneId zone) {
        this.folder = folder;
        this.zone = zone;
    }

    Catalogue load() {
        List<Path> definitions = definitions();
        if (definitions.isEmpty()) {
            faults.add(folder.toString(), 0, "no <name>/dataset.yaml here; point CHENGYUN_DATASETS at the definitions");
        }
        definitions.forEach(this::read);
        faults.throwIfAny();
        return new Catalogue(List.copyOf(datasets), List.copyOf(metrics));
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
        Metric metric = new MetricReader(node, dataset, zone).read();
        metrics.add(metric);
        claim(idsSeen, metric.id(), "metric id", node);
        claim(labelsSeen, metric.label().en(), "label", node);
        if (!metric.label().zhCn().equals(metric.label().en())) {
            claim(labelsSeen, metric.label().zhCn(), "label", node);
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
