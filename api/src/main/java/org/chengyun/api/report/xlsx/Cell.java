package org.chengyun.api.report.xlsx;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** What a cell holds; null stands for an empty one. */
sealed interface Cell {
    record Text(String text) implements Cell {}

    record Whole(long number) implements Cell {}

    /** A number that names something; no thousands separators. */
    record Name(long number) implements Cell {}

    record Measure(double number) implements Cell {}

    /** A share of 0 to 1, shown as percent; {@code alarming} ones are red. */
    record Share(double share, boolean alarming) implements Cell {}

    record Day(LocalDate day) implements Cell {}

    record Time(LocalDateTime local) implements Cell {}

    static Cell text(String text) {
        return new Text(text);
    }

    static Cell whole(long number) {
        return new Whole(number);
    }

    static Cell name(long number) {
        return new Name(number);
    }

    static @Nullable Cell number(@Nullable Double number) {
        return number == null ? null : new Measure(number);
    }

    static @Nullable Cell time(@Nullable Instant moment, ZoneId zone) {
        return moment == null ? null : new Time(LocalDateTime.ofInstant(moment, zone));
    }
}
