package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Keep.Kind;
import org.chengyun.datasets.yaml.YamlNode;

/** The entry {@code keep} of a {@code dataset.yaml}. */
final class KeepReader {
    private static final String FOREVER = "forever";
    private static final Duration SHORTEST = Duration.ofDays(1);

    private final YamlNode node;

    KeepReader(YamlNode node) {
        this.node = node.onlyKeys(Arrays.stream(Kind.values()).map(Kind::word).toArray(String[]::new));
    }

    Keep read() {
        Keep keep = Keep.USUAL;
        for (Kind kind : Kind.values()) {
            YamlNode time = node.get(kind.word());
            if (!time.isAbsent()) {
                keep = keep.with(kind, time(time));
            }
        }
        // Hours are made of minutes, days of hours: whoever adds up a span takes the coarse ones where they are whole.
        requireCoarseOnesLonger(keep, Kind.MINUTES, Kind.HOURS);
        requireCoarseOnesLonger(keep, Kind.HOURS, Kind.DAYS);
        return keep;
    }

    private Optional<Duration> time(YamlNode time) {
        Optional<String> text = time.text();
        if (text.isEmpty() || text.get().equals(FOREVER)) {
            return Optional.empty();
        }
        Optional<Duration> kept = YamlNode.parseDuration(text.get());
        if (kept.isEmpty() || kept.get().compareTo(SHORTEST) < 0) {
            time.fault(
                    "'%s' is neither %s nor a duration of a day at least, such as 400d".formatted(text.get(), FOREVER));
        }
        return kept;
    }

    private void requireCoarseOnesLonger(Keep keep, Kind fine, Kind coarse) {
        Optional<Duration> least = keep.time(fine);
        Optional<Duration> kept = keep.time(coarse);
        if (kept.isPresent() && (least.isEmpty() || least.get().compareTo(kept.get()) > 0)) {
            node.get(coarse.word())
                    .fault("%s cannot be kept for a shorter time than %s (%s)"
                            .formatted(
                                    coarse.word(),
                                    fine.word(),
                                    least.map(FixedWindow::name).orElse(FOREVER)));
        }
    }
}
