package org.chengyun.ingest.mapped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.jspecify.annotations.Nullable;

/** JSON objects, one per line. Not thread-safe. */
final class JsonDecoder implements RecordDecoder {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int NOT_A_COLUMN = -1;
    private static final int NAMES_KEPT = 1000;

    private final List<Column> columns;
    private final RowMapper mapper;
    private final @Nullable String[] texts;
    private final int[] ranks;
    private final Map<String, Place> places = new HashMap<>();

    /**
     * Where a member goes.
     *
     * @param column index, or {@link #NOT_A_COLUMN}
     * @param rank place among the column's names: a preferred name wins over a later one
     */
    private record Place(int column, int rank) {}

    JsonDecoder(MappedFormat format, RowMapper mapper) {
        this.columns = format.mapping().columns();
        this.mapper = mapper;
        this.texts = new @Nullable String[columns.size()];
        this.ranks = new int[columns.size()];
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
            return new Decoded.Rejected(
                    Reason.JSON_MALFORMED,
                    "%s at byte %d"
                            .formatted(
                                    firstLine(e),
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getByteOffset() - from));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not JSON");
    }

    private Decoded.@Nullable Rejected members(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, "the line is not a JSON object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place place = place(parser.currentName());
            JsonToken token = parser.nextToken();
            if (place.column == NOT_A_COLUMN) {
                parser.skipChildren();
            } else if (token.isStructStart()) {
                return new Decoded.Rejected(
                        Reason.VALUE_NESTED,
                        "%s is an object or a list"
                                .formatted(columns.get(place.column).name()));
            } else if (place.rank < ranks[place.column] && token != JsonToken.VALUE_NULL) {
                ranks[place.column] = place.rank;
                texts[place.column] = parser.getText();
            }
        }
        return parser.nextToken() == null
                ? null
                : new Decoded.Rejected(Reason.JSON_MALFORMED, "more follows after the object");
    }

    private Place place(String name) {
        Place known = places.get(name);
        if (known == null) {
            known = find(Column.plain(name));
            if (places.size() < NAMES_KEPT) {
                places.put(name, known);
            }
        }
        return known;
    }

    private Place find(String plain) {
        for (int i = 0; i < columns.size(); i++) {
            List<String> names = columns.get(i).names();
            for (int rank = 0; rank < names.size(); rank++) {
                if (Column.plain(names.get(rank)).equals(plain)) {
                    return new Place(i, rank);
                }
            }
        }
        return new Place(NOT_A_COLUMN, 0);
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
