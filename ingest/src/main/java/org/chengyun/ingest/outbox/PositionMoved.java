package org.chengyun.ingest.outbox;

import java.util.Optional;

/** Somebody else moved the position that a commit was built on; nothing was sent. */
public final class PositionMoved extends Exception {
    private final transient Optional<String> current;

    PositionMoved(String key, Optional<String> current) {
        super("the position of %s moved meanwhile".formatted(key));
        this.current = current;
    }

    /** The position as it is now; empty if there is none. */
    public Optional<String> current() {
        return current;
    }
}
