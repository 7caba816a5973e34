package org.chengyun.ingest.mapped;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the columns that the names in a source mean. Not thread-safe. */
final class ColumnPlaces {
    private static final int NAMES_KEPT = 1000;
    private static final Place NONE = new Place(-1, 0);

    private final List<Column> columns;
    private final Map<String, Place> known = new HashMap<>();

    /**
     * Where a value goes.
     *
     * @param column index; -1 if it is no column
     * @param rank place among the column's names: a preferred name wins over a later one
     */
    record Place(int column, int rank) {}

    ColumnPlaces(List<Column> columns) {
        this.columns = columns;
    }

    Place of(String name) {
        Place place = known.get(name);
        if (place == null) {
            place = find(Column.plain(name));
            if (known.size() < NAMES_KEPT) {
                known.put(name, place);
            }
        }
        return place;
    }

    private Place find(String plain) {
        for (int i = 0; i < columns.size(); i++) {
            List<String> names = columns.get(i).names();
            for (int rank = 0; rank < names.size(); rank++) {
                if (Column.plain(names.get(rank)).equals(plain)) {
                    return new Place(i, rank);
                }
            }
        }
        return NONE;
    }
}
