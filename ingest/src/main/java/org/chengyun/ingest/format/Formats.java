package org.chengyun.ingest.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.accesslog.AccessLogFormat;
import org.chengyun.ingest.codes.CodeTables;
import org.chengyun.ingest.datex.DatexFormatReader;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.KnownSite;
import org.chengyun.ingest.jsonlog.JsonLogReader;
import org.chengyun.ingest.layout.LayoutReader;
import org.chengyun.ingest.mapped.MappedFeed;
import org.chengyun.ingest.mapped.MappedFormatReader;
import org.chengyun.ingest.mapped.ReferenceTable;
import org.chengyun.ingest.mapped.WideFormatReader;
import org.chengyun.ingest.pems.PemsFormat;
import org.chengyun.ingest.request.Routes;
import org.chengyun.ingest.w3c.W3cFormat;

/** The formats of every dataset of an installation. Immutable. */
public final class Formats {
    private final Map<String, DatasetFormats> byDataset;

    private Formats(Map<String, DatasetFormats> byDataset) {
        this.byDataset = byDataset;
    }

    /**
     * Reads every {@code <dataset>/formats/*.yaml}, {@code <dataset>/codes/*.yaml} and {@code <dataset>/routes.yaml}.
     *
     * @param folder the definitions that the catalogue was read from
     * @throws InvalidDefinitions with all faults at once
     */
    public static Formats load(Path folder, Catalogue catalogue) {
        var faults = new Faults();
        Map<String, DatasetFormats> byDataset = new LinkedHashMap<>();
        for (Dataset dataset : catalogue.datasets()) {
            byDataset.put(dataset.id(), new DatasetFormats(dataset, read(folder, dataset, faults)));
        }
        faults.throwIfAny();
        return new Formats(byDataset);
    }

    private static List<FeedFormat> read(Path folder, Dataset dataset, Faults faults) {
        Path formats = folder.resolve(dataset.id()).resolve("formats");
        if (!Files.isDirectory(formats)) {
            return List.of();
        }
        Routes routes = routes(folder, dataset, faults);
        CodeTables tables = CodeTables.read(folder, dataset.id(), faults);
        List<FeedFormat> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(formats)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                YamlNode node = YamlNode.read(file, folder.relativize(file).toString(), faults);
                read.add(format(node, dataset, routes, tables, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the formats in " + formats, e);
        }
        return read;
    }

    private static Routes routes(Path folder, Dataset dataset, Faults faults) {
        Path file = folder.resolve(dataset.id()).resolve("routes.yaml");
        return Files.isRegularFile(file)
                ? Routes.read(YamlNode.read(file, folder.relativize(file).toString(), faults))
                : Routes.NONE;
    }

    private static FeedFormat format(YamlNode node, Dataset dataset, Routes routes, CodeTables tables, Path file) {
        String id = node.requireText("id");
        if (!String.valueOf(file.getFileName()).equals(id + ".yaml")) {
            node.fault("id '%s' must be the name of the file".formatted(id));
        }
        String kind = node.requireText("kind");
        return switch (kind) {
            case "access-log" -> {
                node.onlyKeys("id", "kind");
                yield new AccessLogFormat(id, dataset.schema(), routes);
            }
            case "log-format" -> new LayoutReader(node, dataset.schema(), routes).read();
            case "w3c" -> W3cFormat.read(node, dataset.schema(), routes);
            case "json-log" -> new JsonLogReader(node, dataset.schema(), routes).read();
            case "datex2" -> DatexFormatReader.read(node, id, file, dataset);
            case "reference-table" -> ReferenceTable.read(node, id);
            case "wide-csv" -> new WideFormatReader(node, dataset).read();
            case "pems" -> {
                node.onlyKeys("id", "kind");
                yield new PemsFormat(id, dataset);
            }
            case "csv", "json", "json-document", "xml" ->
                new MappedFeed(new MappedFormatReader(node, dataset.schema(), tables).read(), dataset, tables);
            default -> {
                node.get("kind")
                        .fault(
                                "kind '%s' is none of access-log, log-format, w3c, json-log, csv, json, json-document, xml, wide-csv, datex2, pems, reference-table"
                                        .formatted(kind));
                yield new AccessLogFormat(id, dataset.schema(), routes);
            }
        };
    }

    /** The sites that tables of the formats describe, by dataset. */
    public Map<String, List<KnownSite>> sites() {
        Map<String, List<KnownSite>> sites = new LinkedHashMap<>();
        byDataset.forEach((dataset, formats) -> sites.put(
                dataset,
                formats.formats().stream()
                        .flatMap(format -> format.sites().stream())
                        .toList()));
        return sites;
    }

    /** The formats of a dataset of the catalogue. */
    public DatasetFormats of(Dataset dataset) {
        DatasetFormats formats = byDataset.get(dataset.id());
        if (formats == null) {
            throw new IllegalArgumentException("dataset %s is not of this catalogue".formatted(dataset.id()));
        }
        return formats;
    }
}
