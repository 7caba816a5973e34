package org.chengyun.datasets.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every fault of a set of files, so that people mend them in one go. Not thread-safe. */
public final class Faults {
    private final List<Fault> found = new ArrayList<>();

    public void add(String file, int line, String message) {
        found.add(new Fault(file, line, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** By file and line. */
    public List<Fault> all() {
        return found.stream()
                .sorted(Comparator.comparing(Fault::file).thenComparingInt(Fault::line))
                .toList();
    }

    /** Throws what was found, if anything was. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidDefinitions(all());
        }
    }
}
