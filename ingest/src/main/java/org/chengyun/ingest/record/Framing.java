package org.chengyun.ingest.record;

/** How a stream of bytes falls into source records. */
public enum Framing {
    /** One record per line. */
    LINES,
    /** RFC 4180: a line break inside double quotes belongs to the record. */
    CSV,
    /** Objects or elements of one document, as a {@link Boundary} finds them. */
    DOCUMENT
}
