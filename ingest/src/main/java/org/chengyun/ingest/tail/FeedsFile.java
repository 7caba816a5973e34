package org.chengyun.ingest.tail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.format.Decoders;
import org.jspecify.annotations.Nullable;

/** Reads {@code feeds.yaml}. */
final class FeedsFile {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Path file;
    private final Decoders decoders;
    private final Faults faults = new Faults();
    private final Set<String> ids = new HashSet<>();

    private FeedsFile(Path file, Decoders decoders) {
        this.file = file.toAbsolutePath();
        this.decoders = decoders;
    }

    /**
     * The feeds of a file; none if there is no file.
     *
     * @throws InvalidDefinitions with all faults at once
     */
    static List<FeedDefinition> read(Path file, Decoders decoders) {
        return Files.isRegularFile(file) ? new FeedsFile(file, decoders).read() : List.of();
    }

    private List<FeedDefinition> read() {
        List<FeedDefinition> feeds = new ArrayList<>();
        for (YamlNode item : YamlNode.read(file, file.toString(), faults).items()) {
            FeedDefinition feed = feed(item);
            if (feed != null) {
                feeds.add(feed);
            }
        }
        faults.throwIfAny();
        return feeds;
    }

    private @Nullable FeedDefinition feed(YamlNode item) {
        item.onlyKeys("id", "dataset", "format", "zone", "tail");
        String id = item.requireText("id");
        if (!ID.matcher(id).matches()) {
            item.fault("id '%s' must be lower case letters, digits and -".formatted(id));
        }
        if (!ids.add(id)) {
            item.fault("id '%s' is given twice".formatted(id));
        }
        String datasetId = item.requireText("dataset");
        Dataset dataset = decoders.dataset(datasetId).orElse(null);
        if (dataset == null) {
            item.fault("dataset '%s' is not defined".formatted(datasetId));
            return null;
        }
        String format = item.requireText("format");
        if (decoders.formats(dataset).find(format).isEmpty()) {
            item.fault("format '%s' is none of %s"
                    .formatted(format, decoders.formats(dataset).names()));
        }
        if (decoders.formats(dataset)
                .find(format)
                .filter(FeedFormat::countsRecords)
                .isPresent()) {
            item.fault(
                    "format '%s' tells the time by the number of the row; load such a file instead".formatted(format));
        }
        return located(item, id, dataset, format);
    }

    private FeedDefinition located(YamlNode item, String id, Dataset dataset, String format) {
        YamlNode tail = item.get("tail").onlyKeys("path", "glob");
        boolean several = !tail.get("glob").isAbsent();
        if (several != tail.get("path").isAbsent()) {
            item.fault("'tail' needs either a 'path' or a 'glob'");
        }
        String where = tail.get(several ? "glob" : "path").text().orElse("missing");
        return several ? logs(item, id, dataset, format, where) : log(item, id, dataset, format, resolve(where));
    }

    private FeedDefinition log(YamlNode item, String id, Dataset dataset, String format, Path path) {
        return new FeedDefinition(
                id, dataset, format, zone(item), parent(path), String.valueOf(path.getFileName()), false);
    }

    /** The folder is what stands before the first part with a wildcard. */
    private FeedDefinition logs(YamlNode item, String id, Dataset dataset, String format, String glob) {
        int wildcard = 0;
        while (wildcard < glob.length() && "*?[{".indexOf(glob.charAt(wildcard)) < 0) {
            wildcard++;
        }
        int slash = glob.lastIndexOf('/', wildcard);
        Path folder = resolve(slash < 0 ? "" : glob.substring(0, slash + 1));
        return new FeedDefinition(id, dataset, format, zone(item), folder, glob.substring(slash + 1), true);
    }

    private Path resolve(String where) {
        return parent(file).resolve(where).normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static @Nullable ZoneId zone(YamlNode item) {
        String name = item.get("zone").text().orElse(null);
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            item.get("zone").fault("'%s' is no IANA time zone".formatted(name));
            return null;
        }
    }
}
