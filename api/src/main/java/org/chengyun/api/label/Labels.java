package org.chengyun.api.label;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.site.CsvLine;
import org.chengyun.datasets.catalogue.Wording;
import org.jspecify.annotations.Nullable;

/**
 * The names of dimension values in both languages, from {@code <home>/city/labels.csv}
 * (dimension,value,label_en,label_zh), read at the start and when it changes. A value without a label stands for itself.
 * Thread-safe.
 */
@ApplicationScoped
public class Labels {
    private static final int COLUMNS = 4;
    /** The reserved value of the series that holds what new series beyond the limit brought (adr/010). */
    private static final String OVER_THE_LIMIT = "…";

    private static final Wording OTHER = new Wording("Other (over the limit)", "其他（超出上限）");

    private final Path file;
    private volatile Map<Key, Wording> labels = Map.of();
    private volatile @Nullable FileTime readAt;

    private record Key(String dimension, String value) {}

    Labels(ApiConfig config) {
        this.file = config.home().resolve("city").resolve("labels.csv");
    }

    /** What to call a value; {@code –} for observations that had none. */
    public String text(String dimension, @Nullable String value, Locale locale) {
        if (value == null) {
            return "–";
        }
        if (value.equals(OVER_THE_LIMIT)) {
            return OTHER.in(locale);
        }
        Wording label = labels.get(new Key(dimension, value));
        return label == null ? value : label.in(locale);
    }

    /** The label of a series: those of its dimensions, joined. */
    public String text(Map<String, @Nullable String> by, Locale locale) {
        if (!by.isEmpty() && by.values().stream().allMatch(OVER_THE_LIMIT::equals)) {
            return OTHER.in(locale);
        }
        return String.join(
                " · ",
                by.entrySet().stream()
                        .map(entry -> text(entry.getKey(), entry.getValue(), locale))
                        .toList());
    }

    void atStart(@Observes StartupEvent event) {
        refresh();
    }

    @Scheduled(
            every = "{chengyun.api.registry-check-every:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            if (!Files.isRegularFile(file)) {
                return;
            }
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(readAt)) {
                labels = parse(Files.readAllLines(file));
                readAt = changed;
                Log.infof("labels read: file=%s count=%d", file, labels.size());
            }
        } catch (IOException e) {
            Log.warnf("labels cannot be read, the values stand for themselves: file=%s error=%s", file, e.toString());
        }
    }

    /** The first line is the header. Lines with too few columns are left out: a label is never worth a failure. */
    private static Map<Key, Wording> parse(List<String> lines) {
        Map<Key, Wording> labels = new HashMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> cells = CsvLine.split(line);
            if (cells.size() >= COLUMNS) {
                labels.put(new Key(cells.get(0), cells.get(1)), new Wording(cells.get(2), cells.get(3)));
            }
        }
        return Map.copyOf(labels);
    }
}
