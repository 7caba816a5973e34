package org.chengyun.datasets.catalogue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long what was computed of a dataset's observations is kept; what has no time is kept for ever. Immutable.
 *
 * @param times a day at least; of windows, coarse ones as long as fine ones at least
 */
public record Keep(Map<Kind, Duration> times) {
    private static final int HOUR_S = 3_600;
    private static final int DAY_S = 86_400;
    private static final Duration THIRTEEN_MONTHS = Duration.ofDays(400);

    /**
     * Cuts alone, which count by the clock. Everything else counts back from the watermark: logs of earlier years that are
     * loaded into a running city would never be seen.
     */
    public static final Keep USUAL = new Keep(Map.of(Kind.CUTS, THIRTEEN_MONTHS));

    public static final Keep FOREVER = new Keep(Map.of());

    public Keep {
        times = Map.copyOf(times);
    }

    /** What is kept for a time of its own. The words stand in definitions and tables. */
    public enum Kind {
        /** Windows shorter than an hour, slices among them, with their rankings and sketches. */
        MINUTES,
        /** Windows from an hour on that are shorter than a day. */
        HOURS,
        /** Windows from a day on. */
        DAYS,
        SESSIONS,
        /** What windows and sessions were before late observations changed them. */
        REVISIONS,
        /** What the audit checks. */
        CUTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Of windows of this shape. */
        public static Kind of(WindowSpec window) {
            return ofSize(window.sizeKey());
        }

        /** @param sizeKey as {@link WindowSpec#sizeKey()} */
        public static Kind ofSize(int sizeKey) {
            if (sizeKey < 0 || sizeKey >= DAY_S) {
                return DAYS;
            }
            return sizeKey < HOUR_S ? MINUTES : HOURS;
        }
    }

    /** Empty = for ever. */
    public Optional<Duration> time(Kind kind) {
        return Optional.ofNullable(times.get(kind));
    }

    /** The same with another time; empty = for ever. */
    Keep with(Kind kind, Optional<Duration> time) {
        Map<Kind, Duration> changed = new EnumMap<>(Kind.class);
        changed.putAll(times);
        changed.remove(kind);
        time.ifPresent(kept -> changed.put(kind, kept));
        return new Keep(changed);
    }
}
