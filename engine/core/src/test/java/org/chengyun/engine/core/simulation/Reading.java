package org.chengyun.engine.core.simulation;

import org.jspecify.annotations.Nullable;

/** What a simulated sensor says. Speeds are whole eighths, so that sums are exact in any order. */
record Reading(
        long eventMs,
        String road,
        @Nullable String area,
        @Nullable Long speedEighths,
        Damage damage) {
    /** What is wrong with the record that carries it, and the reason that the quarantine must show. */
    enum Damage {
        NONE(""),
        CUT_SHORT("record-malformed"),
        WITHOUT_VALUE("record-malformed"),
        OTHER_SCHEMA("schema-unknown"),
        TOO_FAST("out-of-range"),
        NOT_A_NUMBER("value-not-finite"),
        BEFORE_1970("time-implausible"),
        FAR_FUTURE("time-in-future");

        final String reason;

        Damage(String reason) {
            this.reason = reason;
        }
    }
}
