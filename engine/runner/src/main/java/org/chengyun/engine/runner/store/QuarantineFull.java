package org.chengyun.engine.runner.store;

/** The quarantine has reached its limit. */
public final class QuarantineFull extends Exception {
    QuarantineFull(long maxRows) {
        super(("the quarantine holds its limit of %d records, so what needs it waits; replay some, or raise"
                        + " chengyun.engine.quarantine-max-rows")
                .formatted(maxRows));
    }
}
