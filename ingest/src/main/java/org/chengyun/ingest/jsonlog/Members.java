package org.chengyun.ingest.jsonlog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where in an object the parts of a record are: a tree of member names. Filled once, then only read. */
final class Members {
    private final Map<String, Members> children = new HashMap<>();
    private @Nullable Part part;
    private int rank;

    /** @param names by part, preferred first; {@code a.b} is the member b of the object a, or the member "a.b" */
    static Members of(Map<Part, List<String>> names) {
        var root = new Members();
        names.forEach((part, list) -> {
            for (int rank = 0; rank < list.size(); rank++) {
                root.put(list.get(rank), part, rank);
            }
        });
        return root;
    }

    private void put(String name, Part holds, int preference) {
        children.computeIfAbsent(name, n -> new Members()).take(holds, preference);
        int dot = name.indexOf('.');
        if (dot > 0) {
            children.computeIfAbsent(name.substring(0, dot), n -> new Members())
                    .put(name.substring(dot + 1), holds, preference);
        }
    }

    private void take(Part holds, int preference) {
        if (part == null) {
            part = holds;
            rank = preference;
        }
    }

    /** The member of that name; null if nothing in it is of interest. */
    @Nullable
    Members child(String name) {
        return children.get(name);
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** What the member holds itself; null if only its members do. */
    @Nullable
    Part part() {
        return part;
    }

    /** Place among the names of its part: the lowest that has a value wins. */
    int rank() {
        return rank;
    }
}
