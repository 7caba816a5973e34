package org.chengyun.ingest.feed;

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
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/** Reads {@code feeds.yaml}. */
final class FeedsFile {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final List<String> TRANSPORTS = List.of("tail", "files", "syslog", "lines", "mqtt", "kafka", "pull");

    private final Path file;
    private final Decoders decoders;
    private final TransportReader transports;
    private final Faults faults = new Faults();
    private final Set<String> ids = new HashSet<>();

    private FeedsFile(Path file, Decoders decoders) {
        this.file = file.toAbsolutePath();
        this.decoders = decoders;
        this.transports = new TransportReader(this.file);
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
            FeedDefinition feed = definition(item);
            if (feed != null) {
                feeds.add(feed);
            }
        }
        faults.throwIfAny();
        return feeds;
    }

    private @Nullable FeedDefinition definition(YamlNode item) {
        item.onlyKeys(
                "id", "dataset", "format", "zone", "cases", "header", "tail", "files", "syslog", "lines", "mqtt",
                "kafka", "pull");
        Feed feed = feed(item);
        List<String> given =
                TRANSPORTS.stream().filter(name -> !item.get(name).isAbsent()).toList();
        if (given.size() != 1) {
            item.fault("a feed needs one of %s".formatted(String.join(", ", TRANSPORTS)));
        }
        if (feed == null || given.size() != 1) {
            return null;
        }
        YamlNode transport = item.get(given.get(0));
        return switch (given.get(0)) {
            case "tail" -> transports.tail(feed, transport);
            case "syslog" -> ofMessages(item, transports.syslog(feed, transport));
            case "lines" -> ofMessages(item, transports.lines(feed, transport));
            case "files" -> transports.files(feed, transport);
            case "kafka" -> transports.topic(feed, transport);
            case "mqtt" -> transports.mqtt(feed, transport);
            default -> transports.pull(feed, transport);
        };
    }

    /** A message of syslog and a line of a stream are too small to bring the header of a table along. */
    private FeedDefinition ofMessages(YamlNode item, FeedDefinition feed) {
        Framing framing = decoders.formats(feed.dataset())
                .find(feed.format())
                .map(FeedFormat::framing)
                .orElse(Framing.LINES);
        if (framing == Framing.CSV && feed.feed().header().isEmpty()) {
            item.fault("format '%s' is a table: give its first line as 'header'".formatted(feed.format()));
        } else if (framing != Framing.CSV && framing != Framing.LINES) {
            item.fault("format '%s' is of whole documents: they cannot come line by line".formatted(feed.format()));
        }
        return feed;
    }

    private @Nullable Feed feed(YamlNode item) {
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
        String header = item.get("header").text().orElse("");
        String own = decoders.formats(dataset)
                .find(format)
                .flatMap(known -> known.cases(format, id))
                .orElse(null);
        return new Feed(id, dataset, format, zone(item), cases(item, own), header);
    }

    /** @param own whose they are if the file does not say; null if records are no cases */
    private static @Nullable String cases(YamlNode item, @Nullable String own) {
        String asked = item.get("cases").text().orElse(null);
        if (asked == null) {
            return own;
        }
        if (own == null) {
            item.get("cases").fault("the format is not of cases as they stand: leave out 'cases'");
        }
        if (!ID.matcher(asked).matches()) {
            item.get("cases").fault("'%s' must be lower case letters, digits and -".formatted(asked));
        }
        return asked;
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
