package org.chengyun.ingest.mapped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.JsonBoundary;
import org.jspecify.annotations.Nullable;

/** JSON objects of a document, with what is nested in them. Takes codes with leading zeros, which are no JSON. Not thread-safe. */
final class JsonDocumentDecoder implements RecordDecoder {
    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    private final NestedRow row;
    private byte[] bytes = {};

    JsonDocumentDecoder(MappedFormat format, RowMapper mapper) {
        this.row = new NestedRow(format.mapping().columns(), mapper);
    }

    @Override
    public Decoded decode(byte[] source, int from, int to) {
        int start = from;
        while (start < to && JsonBoundary.isBetween(source[start])) {
            start++;
        }
        if (start == to) {
            return Decoded.Ignored.INSTANCE;
        }
        if (source[start] != '{') {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, "the text between the objects is not JSON");
        }
        bytes = Arrays.copyOfRange(source, start, to);
        row.clear();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            Decoded.Rejected rejected = members(parser, "", 1);
            if (rejected != null) {
                return rejected;
            }
            return parser.nextToken() == null
                    ? row.decoded(SourceText.escaped(bytes, 0, bytes.length))
                    : new Decoded.Rejected(Reason.JSON_MALFORMED, "more follows after the object");
        } catch (JsonProcessingException e) {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, JsonDecoder.fault(e, start - from));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    private Decoded.@Nullable Rejected members(JsonParser parser, String within, int depth) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String path = within + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && row.isHistory(path)) {
                history(parser);
            } else if (token.isStructStart() && row.isColumn(path)) {
                if (parser.nextToken()
                        != (token == JsonToken.START_ARRAY ? JsonToken.END_ARRAY : JsonToken.END_OBJECT)) {
                    return new Decoded.Rejected(Reason.VALUE_NESTED, path + " is an object or a list");
                }
            } else if (token == JsonToken.START_OBJECT && depth < NestedRow.DEPTH) {
                Decoded.Rejected rejected = members(parser, path + '.', depth + 1);
                if (rejected != null) {
                    return rejected;
                }
            } else if (token.isStructStart()) {
                row.value(path, "");
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                row.value(path, text(parser, token));
            }
        }
        return null;
    }

    private void history(JsonParser parser) throws IOException {
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token.isStructStart()) {
                    parser.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    row.noteValue(name, text(parser, token));
                }
            }
            row.endOfNote();
        }
    }

    /** A number as it is written: the parser's own text of it has no leading zeros. */
    private String text(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            return parser.getText();
        }
        String parsed = parser.getText();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        int to = from;
        while (to < bytes.length && (bytes[to] == '-' || (bytes[to] >= '0' && bytes[to] <= '9'))) {
            to++;
        }
        return to - from > parsed.length() ? new String(bytes, from, to - from, StandardCharsets.US_ASCII) : parsed;
    }
}
