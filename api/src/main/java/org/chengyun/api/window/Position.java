package org.chengyun.api.window;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.snapshot.Times;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of rows by start and dimensions ended. Immutable.
 *
 * @param dimensions values in the order of the metric's dimensions
 */
public record Position(Instant start, List<@Nullable String> dimensions) {
    /**
     * Of the texts in a cursor.
     *
     * @param dimensions how many the metric has
     */
    public static Position of(List<@Nullable String> texts, int dimensions) {
        if (texts.size() != dimensions + 1) {
            throw Cursor.malformed();
        }
        try {
            return new Position(Instant.parse("" + texts.getFirst()), texts.subList(1, texts.size()));
        } catch (DateTimeException e) {
            throw Cursor.malformed();
        }
    }

    /** For a cursor. */
    public List<@Nullable String> texts() {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(start.toString());
        texts.addAll(dimensions);
        return texts;
    }

    /**
     * The condition that a row of a series {@code s} lies behind it, with a leading {@code and}; empty without one.
     *
     * @param start expression of the row's start
     */
    public static String sql(Optional<Position> after, String start) {
        return after.isEmpty() ? "" : " and (%s, s.dimensions collate \"C\") > (?, ?)".formatted(start);
    }

    /** Sets the parameters of {@link #sql} and returns the index after the last. */
    public static int bind(PreparedStatement statement, Optional<Position> after, int firstIndex) throws SQLException {
        int index = firstIndex;
        if (after.isPresent()) {
            Object[] dimensions = after.get().dimensions.toArray();
            statement.setObject(index++, Times.sql(after.get().start));
            statement.setArray(index++, statement.getConnection().createArrayOf("text", dimensions));
        }
        return index;
    }
}
