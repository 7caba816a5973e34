package org.chengyun.ingest.record;

/** What is wrong with the outer shape of a record; its bytes cannot be decoded. */
public enum RecordFault {
    NONE,
    /** No end within {@link RecordReader#MAX_BYTES}. */
    TOO_LONG,
    /** The rest of a record that was too long; the record was counted with its first piece. */
    TOO_LONG_REST,
    /** A quoted field that never ends. */
    QUOTE_UNCLOSED,
    /** Something other than a delimiter or a line end after a closing quote. */
    QUOTE_MALFORMED
}
