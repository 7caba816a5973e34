package org.chengyun.ingest.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which feeds of one dataset come. Immutable.
 *
 * @param formats in the order in which they are tried
 */
public record DatasetFormats(Dataset dataset, List<FeedFormat> formats) {
    public DatasetFormats {
        formats = List.copyOf(formats);
    }

    /** Every name that can be asked for. */
    public List<String> names() {
        return formats.stream()
                .filter(FeedFormat::isFeed)
                .flatMap(format -> format.names().stream())
                .toList();
    }

    /** The formats of JSON lines. */
    public List<String> jsonNames() {
        return formats.stream()
                .filter(FeedFormat::isJson)
                .map(format -> format.names().get(0))
                .toList();
    }

    /** The format of that name. */
    public Optional<FeedFormat> find(String name) {
        return formats.stream().filter(format -> format.names().contains(name)).findFirst();
    }

    /**
     * Chooses a format.
     *
     * @param asked name of the format to use, or null to recognise it
     * @param head the first bytes of the stream
     */
    public Choice choose(@Nullable String asked, byte[] head) {
        if (asked == null) {
            return recognise(head);
        }
        Optional<FeedFormat> format = find(asked);
        return format.isPresent()
                ? take(format.get(), asked, head)
                : new Choice.Unknown(
                        List.of("%s: %s has no format of that name".formatted(asked, dataset.id())), names());
    }

    /** A person who names a format knows better; but a table cannot be read without its columns. */
    private static Choice take(FeedFormat format, String asked, byte[] head) {
        boolean table = format.framing() == Framing.CSV;
        return switch (format.recognise(head)) {
            case Recognition.Fits fits ->
                new Choice.Chosen(format, format.exactName(asked, fits.name()), fits.preambleLength());
            case Recognition.Lacks lacks ->
                table
                        ? new Choice.ColumnsMissing(asked, lacks.missing(), lacks.found())
                        : new Choice.Chosen(format, asked, 0);
            case Recognition.NoFeed nothing -> new Choice.NoFeed(nothing.guess(), nothing.why());
            case Recognition.Misfit misfit ->
                table
                        ? new Choice.Unknown(List.of("%s: %s".formatted(asked, misfit.why())), List.of(asked))
                        : new Choice.Chosen(format, asked, 0);
        };
    }

    private Choice recognise(byte[] head) {
        List<String> tried = new ArrayList<>();
        Choice.@Nullable Chosen best = null;
        int bestScore = -1;
        Choice.@Nullable ColumnsMissing nearest = null;
        for (FeedFormat format : formats) {
            String name = format.names().get(0);
            switch (format.recognise(head)) {
                case Recognition.Fits fits -> {
                    if (fits.score() > bestScore) {
                        best = new Choice.Chosen(format, fits.name(), fits.preambleLength());
                        bestScore = fits.score();
                    }
                }
                case Recognition.Lacks lacks -> {
                    tried.add("%s: lacks %s".formatted(name, String.join(", ", lacks.missing())));
                    boolean near = nearest == null
                            || lacks.missing().size() < nearest.missing().size();
                    nearest = near ? new Choice.ColumnsMissing(name, lacks.missing(), lacks.found()) : nearest;
                }
                case Recognition.NoFeed nothing -> {
                    return new Choice.NoFeed(nothing.guess(), nothing.why());
                }
                case Recognition.Misfit misfit -> tried.add("%s: %s".formatted(name, misfit.why()));
            }
        }
        if (best != null) {
            return best;
        }
        return nearest != null && isTable(nearest) ? nearest : new Choice.Unknown(tried, names());
    }

    /** One word in the first line is no header: then the file is something else, not a table with gaps. */
    private static boolean isTable(Choice.ColumnsMissing nearest) {
        return nearest.found().size() > 1;
    }
}
