package org.chengyun.datasets.simulator.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The truth of one feed as CSV, a few files per hour of UTC, each written whole: {@code <hour>.csv} by event time,
 * {@code <hour>-minutes.csv} likewise, {@code <hour>-arrivals.csv} by arrival.
 */
public final class TruthFiles {
    private static final String HEADER = "metric,window,start,dimension,value,n,sum,mean,variance,min,max,"
            + "n_once,sum_once,mean_once,variance_once\n";
    private static final long MINUTE_MS = 60_000;

    private final Path folder;
    private final boolean withMinutes;

    public TruthFiles(Path folder, boolean withMinutes) {
        this.folder = folder;
        this.withMinutes = withMinutes;
    }

    void write(long hourMs, HourTruth hour, boolean alsoMinutes) throws IOException {
        Files.createDirectories(folder);
        String name = Instant.ofEpochMilli(hourMs).toString().substring(0, 13);
        write(name + ".csv", out -> hours(out, hourMs, hour));
        if (withMinutes && alsoMinutes) {
            write(name + "-minutes.csv", out -> minutes(out, hourMs, hour));
        }
        write(name + "-arrivals.csv", out -> arrivals(out, hour));
    }

    private interface Content {
        void to(Appendable out) throws IOException;
    }

    private void write(String name, Content content) throws IOException {
        Path half = folder.resolve(name + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(half)) {
            content.to(out);
        }
        Files.move(half, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void hours(Appendable out, long hourMs, HourTruth hour) throws IOException {
        out.append(HEADER);
        String start = Instant.ofEpochMilli(hourMs).toString();
        for (Measure measure : Measure.ALL) {
            for (Map.Entry<String, Tally> series : hour.ofHour(measure).entrySet()) {
                row(out, measure, "1h", start, series.getKey(), series.getValue());
            }
        }
    }

    private static void minutes(Appendable out, long hourMs, HourTruth hour) throws IOException {
        out.append(HEADER);
        for (Measure measure : Measure.ALL) {
            for (Map.Entry<String, Tally[]> series : hour.ofMinutes(measure).entrySet()) {
                for (int minute = 0; minute < HourTruth.MINUTES; minute++) {
                    Tally tally = series.getValue()[minute];
                    if (tally != null) {
                        String start = Instant.ofEpochMilli(hourMs + minute * MINUTE_MS)
                                .toString();
                        row(out, measure, "1m", start, series.getKey(), tally);
                    }
                }
            }
        }
    }

    private static void row(Appendable out, Measure measure, String window, String start, String value, Tally tally)
            throws IOException {
        out.append(measure.metric()).append(',').append(window).append(',').append(start);
        out.append(',').append(measure.dimension()).append(',').append(value);
        Exact all = tally.delivered();
        long scale = measure.scale();
        out.append(',').append(Long.toString(all.count()));
        boolean counts = measure.isCount();
        cells(out, counts, all, scale);
        out.append(',').append(counts ? "" : text(all.min(scale)));
        out.append(',').append(counts ? "" : text(all.max(scale)));
        Exact once = tally.once();
        out.append(',').append(Long.toString(once.count()));
        cells(out, counts, once, scale);
        out.append('\n');
    }

    /** Sum, mean and variance; a pure count has none. */
    private static void cells(Appendable out, boolean counts, Exact exact, long scale) throws IOException {
        if (counts) {
            out.append(",,,");
            return;
        }
        out.append(',').append(exact.sum(scale));
        out.append(',').append(text(exact.mean(scale)));
        out.append(',').append(text(exact.variance(scale)));
    }

    private static String text(@Nullable Double number) {
        return number == null ? "" : number.toString();
    }

    private static void arrivals(Appendable out, HourTruth hour) throws IOException {
        out.append("kind,records\n");
        for (Map.Entry<String, Long> entry : hour.arrivals().entrySet()) {
            out.append(entry.getKey())
                    .append(',')
                    .append(entry.getValue().toString())
                    .append('\n');
        }
    }
}
