package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.Optional;
import org.chengyun.datasets.yaml.YamlNode;

/**
 * Windows {@code [start, start + size)} that start every {@code slide}, aligned to 1970-01-01T00:00Z. Tumbling if both
 * are equal.
 *
 * @param sizeMs whole seconds, a multiple of {@code slideMs}
 */
public record WindowSpec(long sizeMs, long slideMs) {
    private static final long LONGEST_MS = Duration.ofDays(3660).toMillis();

    public WindowSpec {
        if (slideMs <= 0 || slideMs % 1000 != 0 || sizeMs % slideMs != 0 || sizeMs < slideMs) {
            throw new IllegalArgumentException(
                    "size %d ms must be a multiple of slide %d ms, in whole seconds".formatted(sizeMs, slideMs));
        }
        if (sizeMs > LONGEST_MS) {
            throw new IllegalArgumentException("size %d ms is longer than ten years".formatted(sizeMs));
        }
    }

    /** Reads {@code 1h} or {@code 5m/1m} (size/slide). */
    public static Optional<WindowSpec> parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2) {
            return Optional.empty();
        }
        Optional<Duration> size = YamlNode.parseDuration(parts[0]);
        Optional<Duration> slide = YamlNode.parseDuration(parts[parts.length - 1]);
        if (size.isEmpty() || slide.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new WindowSpec(size.get().toMillis(), slide.get().toMillis()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isTumbling() {
        return sizeMs == slideMs;
    }

    public int sizeSeconds() {
        return Math.toIntExact(sizeMs / 1000);
    }

    /** Start of the last window that starts at or before {@code timeMs}. Right for times before 1970 too. */
    public long lastStartMs(long timeMs) {
        return timeMs - Math.floorMod(timeMs, slideMs);
    }

    /** The name used in definitions, requests and pages: {@code 5m/1m}, {@code 1h}. */
    @Override
    public String toString() {
        return isTumbling() ? name(sizeMs) : name(sizeMs) + "/" + name(slideMs);
    }

    private static String name(long ms) {
        Duration duration = Duration.ofMillis(ms);
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + "h";
        }
        if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return duration.toMinutes() + "m";
        }
        return duration.toSeconds() + "s";
    }
}
