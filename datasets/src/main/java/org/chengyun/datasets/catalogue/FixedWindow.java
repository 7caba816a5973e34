package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.Optional;
import org.chengyun.datasets.yaml.YamlNode;

/**
 * Windows of one size that start every {@code slide}, aligned to 1970-01-01T00:00Z. Tumbling if both are equal.
 *
 * @param sizeMs whole seconds, a multiple of {@code slideMs}
 */
public record FixedWindow(long sizeMs, long slideMs) implements WindowSpec {
    private static final long LONGEST_MS = Duration.ofDays(3660).toMillis();

    public FixedWindow {
        if (slideMs <= 0 || slideMs % 1000 != 0 || sizeMs % slideMs != 0 || sizeMs < slideMs) {
            throw new IllegalArgumentException(
                    "size %d ms must be a multiple of slide %d ms, in whole seconds".formatted(sizeMs, slideMs));
        }
        if (sizeMs > LONGEST_MS) {
            throw new IllegalArgumentException("size %d ms is longer than ten years".formatted(sizeMs));
        }
    }

    /** Reads {@code 1h} or {@code 5m/1m} (size/slide). */
    static Optional<FixedWindow> parse(String text) {
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
            return Optional.of(
                    new FixedWindow(size.get().toMillis(), slide.get().toMillis()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public long lastStartMs(long timeMs) {
        return timeMs - Math.floorMod(timeMs, slideMs);
    }

    @Override
    public long firstStartMs(long timeMs) {
        return lastStartMs(timeMs) - sizeMs + slideMs;
    }

    @Override
    public long nextStartMs(long startMs) {
        return startMs + slideMs;
    }

    @Override
    public long previousStartMs(long startMs) {
        return startMs - slideMs;
    }

    @Override
    public long endMs(long startMs) {
        return startMs + sizeMs;
    }

    @Override
    public boolean isTumbling() {
        return sizeMs == slideMs;
    }

    @Override
    public long usualMs() {
        return sizeMs;
    }

    @Override
    public long gridMs() {
        return slideMs;
    }

    public int sizeSeconds() {
        return Math.toIntExact(sizeMs / 1000);
    }

    @Override
    public int sizeKey() {
        return sizeSeconds();
    }

    /** The name used in definitions, requests and pages: {@code 5m/1m}, {@code 1h}. */
    @Override
    public String toString() {
        return isTumbling()
                ? name(Duration.ofMillis(sizeMs))
                : name(Duration.ofMillis(sizeMs)) + "/" + name(Duration.ofMillis(slideMs));
    }

    static String name(Duration duration) {
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
