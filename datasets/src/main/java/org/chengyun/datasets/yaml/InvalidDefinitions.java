package org.chengyun.datasets.yaml;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The definitions cannot be used; the message lists every fault with file and line. */
public final class InvalidDefinitions extends RuntimeException {
    private final transient List<Fault> faults;

    public InvalidDefinitions(List<Fault> faults) {
        super("%d fault(s) in the definitions:%n%s"
                .formatted(faults.size(), faults.stream().map(f -> "  " + f).collect(joining(System.lineSeparator()))));
        this.faults = faults;
    }

    public List<Fault> faults() {
        return faults;
    }
}
