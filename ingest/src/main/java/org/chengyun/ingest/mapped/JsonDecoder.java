package org.chengyun.ingest.mapped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.jspecify.annotations.Nullable;

/** JSON objects, one per line. Not thread-safe. */
final class JsonDecoder implements RecordDecoder {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final List<Column> columns;
    private final RowMapper mapper;
    private final @Nullable String[] texts;
    private final int[] ranks;
    private final ColumnPlaces places;

    JsonDecoder(MappedFormat format, RowMapper mapper) {
        this.columns = format.mapping().columns();
        this.mapper = mapper;
        this.texts = new @Nullable String[columns.size()];
        this.ranks = new int[columns.size()];
        this.places = new ColumnPlaces(columns);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (isBlank(bytes, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        Arrays.fill(texts, null);
        Arrays.fill(ranks, Integer.MAX_VALUE);
        try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
            Decoded.Rejected rejected = members(parser);
            return rejected == null ? mapper.map(texts) : rejected;
        } catch (JsonProcessingException e) {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, fault(e, 0));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    /** What is wrong, and at which byte of the record: Jackson counts from where it began to read. */
    static String fault(JsonProcessingException e, int shift) {
        String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not JSON");
        long at = e.getLocation() == null ? 0 : e.getLocation().getByteOffset() + shift;
        return "%s at byte %d".formatted(what, at);
    }

    private Decoded.@Nullable Rejected members(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, "the line is not a JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            ColumnPlaces.Place place = places.of(parser.currentName());
            JsonToken token = parser.nextToken();
            if (place.column() < 0) {
                parser.skipChildren();
            } else if (token.isStructStart()) {
                return new Decoded.Rejected(
                        Reason.VALUE_NESTED,
                        "%s is an object or a list"
                                .formatted(columns.get(place.column()).name()));
            } else if (place.rank() < ranks[place.column()] && token != JsonToken.VALUE_NULL) {
                ranks[place.column()] = place.rank();
                texts[place.column()] = parser.getText();
            }
        }
        return parser.nextToken() == null
                ? null
                : new Decoded.Rejected(Reason.JSON_MALFORMED, "more follows after the object");
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
