package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A format that is described in {@code datasets/<dataset>/formats/<id>.yaml}. Immutable.
 *
 * @param kind how a record holds its columns
 * @param zone of times without an offset, if the format knows
 * @param delimiter between CSV fields
 * @param charsets of CSV fields, tried in turn; JSON is UTF-8, XML says it itself
 * @param records names of the XML elements that are records
 * @param codes the code table of the city whose format it is; null if it is the format of many
 */
public record MappedFormat(
        String id,
        Kind kind,
        Optional<ZoneId> zone,
        byte delimiter,
        List<Charset> charsets,
        List<String> records,
        @Nullable String codes,
        Mapping mapping) {
    public MappedFormat {
        charsets = List.copyOf(charsets);
        records = List.copyOf(records);
    }

    /** How a record holds its columns. */
    public enum Kind {
        /** By place; the first record names them. */
        CSV,
        /** By name, one JSON object per line. */
        JSON,
        /** By name, one JSON object after another in one document, with objects in them. */
        JSON_DOCUMENT,
        /** By name, one XML element after another in one document, with elements in them. */
        XML
    }

    /** True if rows have a category, which a code table gives. */
    boolean hasCategory() {
        return mapping.observations().stream()
                .flatMap(emission -> emission.values().stream())
                .anyMatch(Mapping.Value.Category.class::isInstance);
    }
}
