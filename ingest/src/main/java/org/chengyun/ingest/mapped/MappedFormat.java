package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A format that is described in {@code datasets/<dataset>/formats/<id>.yaml}. Immutable.
 *
 * @param kind how a record holds its columns
 * @param zone of times without an offset, if the format knows
 * @param delimiter between CSV fields
 * @param charset of CSV fields; JSON is UTF-8
 */
public record MappedFormat(
        String id, Kind kind, Optional<ZoneId> zone, byte delimiter, Charset charset, Mapping mapping) {
    /** How a record holds its columns. */
    public enum Kind {
        /** By place; the first record names them. */
        CSV,
        /** By name, one JSON object per line. */
        JSON
    }
}
