package org.chengyun.ingest.decode;

import java.util.Locale;

/** Why a source record became no observation. The code is stable: it is stored, counted and shown. */
public enum Reason {
    /** Longer than 1 MiB. */
    RECORD_TOO_LONG,
    /** The connection ended inside of the record. */
    RECORD_CUT,
    /** Not in the format of its feed. */
    FORMAT_MISMATCH,
    /** Not text: holds control characters. */
    ENCODING_BINARY,
    /** Bytes that are no characters of the feed's encoding. */
    ENCODING_MALFORMED,
    /** Not a line of this log format. */
    LINE_MALFORMED,
    /** A quoted field without its end. */
    QUOTE_UNCLOSED,
    /** Text after a closing quote. */
    QUOTE_MALFORMED,
    /** A time that cannot be read or does not exist. */
    TIME_MALFORMED,
    /** No three-digit status. */
    STATUS_MALFORMED,
    /** A byte count that is neither digits nor '-'. */
    SIZE_MALFORMED,
    /** More fields than the log format has. */
    FIELDS_EXTRA,
    /** Not one JSON object. */
    JSON_MALFORMED,
    /** Fewer columns than the header. */
    ROW_INCOMPLETE,
    /** More columns than the header: the row is out of step. */
    ROW_TOO_WIDE,
    NUMBER_MALFORMED,
    /** Neither true nor false. */
    BOOLEAN_MALFORMED,
    /** A nested value where a plain one is expected. */
    VALUE_NESTED,
    /** A required value is empty. */
    VALUE_MISSING,
    /** None of the words that this column knows. */
    VALUE_UNKNOWN,
    /** A number outside of the field's range. */
    OUT_OF_RANGE;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The reason in kebab case, such as {@code time-malformed}. */
    public String code() {
        return code;
    }
}
