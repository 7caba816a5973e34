package org.chengyun.engine.bench.truth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a contestant wrote with the truth, row by row. Counts, ranks, least and largest must be equal; mean and
 * variance to 1e-9. Not thread-safe.
 */
public final class Comparison {
    private static final double TOLERANCE = 1e-9;

    private final String query;
    private final Map<Object, Object> expected = new HashMap<>();
    private final boolean countsOnly;
    private long found;
    private long wrong;
    private double worst;
    private @Nullable String first;

    private record Cell(String key, long startMs) {}

    private record Place(long startMs, int rank) {}

    private Comparison(String query, boolean countsOnly) {
        this.query = query;
        this.countsOnly = countsOnly;
    }

    public static Comparison stats(String query, List<StatRow> truth) {
        return new Comparison(query, false).expect(truth);
    }

    /** Compares keys, windows and n alone. */
    public static Comparison counts(String query, List<StatRow> truth) {
        return new Comparison(query, true).expect(truth);
    }

    private Comparison expect(List<StatRow> truth) {
        truth.forEach(row -> expected.put(new Cell(row.key(), row.startMs()), row));
        return this;
    }

    public static Comparison tops(String query, List<TopRow> truth) {
        var comparison = new Comparison(query, false);
        truth.forEach(row -> comparison.expected.put(new Place(row.startMs(), row.rank()), row));
        return comparison;
    }

    public void add(StatRow row) {
        @Nullable Object right = expected.remove(new Cell(row.key(), row.startMs()));
        if (!(right instanceof StatRow truth)) {
            differ("there should be no " + row);
        } else if (countsOnly) {
            note(truth.n() == row.n() ? 0 : Double.POSITIVE_INFINITY, row, truth);
        } else {
            note(truth.distance(row), row, truth);
        }
    }

    public void add(TopRow row) {
        @Nullable Object right = expected.remove(new Place(row.startMs(), row.rank()));
        if (row.equals(right)) {
            found++;
        } else {
            differ("%s instead of %s".formatted(row, right));
        }
    }

    private void note(double distance, Object row, Object truth) {
        if (distance > TOLERANCE) {
            differ("%s instead of %s".formatted(row, truth));
        } else {
            found++;
            worst = Math.max(worst, distance);
        }
    }

    private void differ(String how) {
        wrong++;
        first = first == null ? how : first;
    }

    /** What came of it; rows of the truth that were never added are missing. */
    public Verdict verdict() {
        if (first == null && !expected.isEmpty()) {
            first = "there should be " + expected.values().iterator().next();
        }
        return new Verdict(query, found, wrong, expected.size(), worst, first == null ? "" : first);
    }

    /**
     * @param right rows that agree
     * @param wrong rows that differ from the truth, or that should not be there
     * @param missing rows of the truth that are not there
     * @param worst largest relative difference among the right ones
     * @param example the first difference, empty if there is none
     */
    public record Verdict(String query, long right, long wrong, long missing, double worst, String example) {
        public boolean isRight() {
            return wrong == 0 && missing == 0;
        }
    }
}
