package org.chengyun.ingest.jsonlog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.jspecify.annotations.Nullable;

/** The parts of one record. Not thread-safe; reused from line to line. */
final class JsonRecord {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Members members;
    private final Map<Part, Value> values = new EnumMap<>(Part.class);
    private int found;

    private record Value(String text, int rank) {}

    JsonRecord(Members members) {
        this.members = members;
    }

    /** Reads the object in [start, end); answers why it is none, or null. */
    Decoded.@Nullable Rejected read(byte[] bytes, int start, int end) {
        values.clear();
        found = 0;
        try (JsonParser parser = JSON.createParser(bytes, start, end - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Decoded.Rejected(Reason.JSON_MALFORMED, "the line is not a JSON object");
            }
            Decoded.Rejected rejected = object(parser, members);
            if (rejected == null && parser.nextToken() != null) {
                return new Decoded.Rejected(Reason.JSON_MALFORMED, "more follows after the object");
            }
            return rejected;
        } catch (JsonProcessingException e) {
            return new Decoded.Rejected(Reason.JSON_MALFORMED, "%s at byte %d".formatted(firstLine(e), place(e)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        }
    }

    private static String firstLine(JsonProcessingException e) {
        return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not JSON");
    }

    /** Of the record: Jackson counts from where it began to read. */
    private static long place(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
    }

    private Decoded.@Nullable Rejected object(JsonParser parser, Members of) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Members member = of.child(parser.currentName());
            JsonToken token = parser.nextToken();
            Decoded.Rejected rejected = member == null ? skip(parser) : member(parser, token, member);
            if (rejected != null) {
                return rejected;
            }
        }
        return null;
    }

    private static Decoded.@Nullable Rejected skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    private Decoded.@Nullable Rejected member(JsonParser parser, JsonToken token, Members member) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            return list(parser, member);
        }
        if (token == JsonToken.START_OBJECT) {
            if (member.hasChildren()) {
                return object(parser, member);
            }
            return new Decoded.Rejected(Reason.VALUE_NESTED, "%s is an object".formatted(parser.currentName()));
        }
        note(parser, token, member);
        return null;
    }

    /** The first element counts: a header that was sent once, mostly. */
    private Decoded.@Nullable Rejected list(JsonParser parser, Members member) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_ARRAY) {
            return null;
        }
        Decoded.Rejected rejected = first == JsonToken.START_ARRAY
                ? new Decoded.Rejected(Reason.VALUE_NESTED, "%s is a list of lists".formatted(member.part()))
                : member(parser, first, member);
        while (rejected == null && parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
        }
        return rejected;
    }

    private void note(JsonParser parser, JsonToken token, Members member) throws IOException {
        Part part = member.part();
        if (part == null) {
            return;
        }
        found++;
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        Value known = values.get(part);
        boolean says = !text.isEmpty() && !text.equals("-");
        if (says && (known == null || member.rank() < known.rank)) {
            values.put(part, new Value(text, member.rank()));
        }
    }

    /** How many members of interest the object had, with or without a value. */
    int found() {
        return found;
    }

    /** The part; null if the record has none, or an empty one. */
    @Nullable
    String text(Part part) {
        Value value = values.get(part);
        return value == null ? null : value.text;
    }
}
