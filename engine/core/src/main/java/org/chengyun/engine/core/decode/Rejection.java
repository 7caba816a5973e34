package org.chengyun.engine.core.decode;

/** Why the engine does not count a record. The codes are stable: quarantine, meters and people use them. */
public enum Rejection {
    RECORD_MALFORMED("record-malformed", "the bytes are not an observation of this dataset's schema"),
    SCHEMA_UNKNOWN("schema-unknown", "written with a schema that this catalogue does not know"),
    VALUE_MISSING("value-missing", "a required field is missing or null"),
    TYPE_MISMATCH("type-mismatch", "a value is not of its field's type"),
    VALUE_NOT_FINITE("value-not-finite", "a number is NaN or infinite"),
    OUT_OF_RANGE("out-of-range", "a number lies outside the range of its field, or beyond 1e±100"),
    TEXT_MALFORMED("text-malformed", "a text is not UTF-8 or holds a NUL"),
    TIME_IN_FUTURE("time-in-future", "event time lies further ahead of the clock than the dataset tolerates"),
    TIME_IMPLAUSIBLE("time-implausible", "event time lies before 1970");

    private final String code;
    private final String meaning;

    Rejection(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
