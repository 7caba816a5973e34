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
    /** The log does not say when. */
    TIME_MISSING,
    /** Neither a request nor a status: a connection without HTTP. */
    REQUEST_MISSING,
    /** No three-digit status. */
    STATUS_MALFORMED,
    /** A byte count that is neither digits nor '-'. */
    SIZE_MALFORMED,
    /** More fields than the log format has. */
    FIELDS_EXTRA,
    /** A record of a log whose header was not seen. */
    HEADER_MISSING,
    /** Not one JSON object. */
    JSON_MALFORMED,
    /** Not well-formed XML. */
    XML_MALFORMED,
    /** A document type declaration: it may define entities, so nothing of it is read. */
    XML_DOCTYPE,
    /** The source sent an error instead of data. */
    SOURCE_ERROR,
    /** A document of another kind than this format reads. */
    DOCUMENT_UNEXPECTED,
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
    /** Several values of one kind, and nothing says which is which. */
    VALUES_AMBIGUOUS,
    /** A number outside of the field's range. */
    OUT_OF_RANGE,
    /** Of an agency for which the sender does not speak, or of none. */
    AGENCY_FOREIGN;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The reason in kebab case, such as {@code time-malformed}. */
    public String code() {
        return code;
    }
}
