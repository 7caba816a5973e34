package org.chengyun.ingest.mapped;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.JsonBoundary;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.chengyun.ingest.record.XmlBoundary;

/** Judges by the first bytes of a file whether it is in a mapped format. Immutable. */
final class Recogniser {
    /** A first line may be damaged. */
    private static final int LINES_TRIED = 10;

    private static final Pattern XML_CHARSET =
            Pattern.compile("<\\?xml[^>]{0,80}encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final Set<String> ERROR_NAMES =
            Set.of("code", "description", "error", "errors", "message", "status");

    private final MappedFormat format;

    Recogniser(MappedFormat format) {
        this.format = format;
    }

    /** @param name under which the file fits */
    Recognition recognise(byte[] head, Charset charset, String name) {
        return switch (format.kind()) {
            case CSV -> csv(head, charset, name);
            case JSON -> json(head, name);
            case JSON_DOCUMENT -> jsonDocument(head, name);
            case XML -> xml(head, name);
        };
    }

    /**
     * True if the whole lines of the head are text in that character set. Much is text in many: only a header that is
     * more than ASCII speaks for another than the first.
     */
    boolean isWrittenIn(Charset charset, byte[] head) {
        if (!charset.equals(format.charsets().get(0)) && !isHeaderBeyondAscii(head)) {
            return false;
        }
        int end = head.length;
        while (end > 0 && head[end - 1] != '\n') {
            end--;
        }
        return SourceText.strict(head, 0, end == 0 ? head.length : end, charset) != null;
    }

    private static boolean isHeaderBeyondAscii(byte[] head) {
        for (int i = 0; i < head.length && head[i] != '\n'; i++) {
            if (head[i] < 0) {
                return true;
            }
        }
        return false;
    }

    private Recognition csv(byte[] head, Charset charset, String name) {
        int from = CsvHeader.bomLength(head);
        var reader = new RecordReader(
                Framing.CSV, format.delimiter(), Arrays.copyOfRange(head, from, head.length), true, false);
        if (!reader.next() || reader.fault() != RecordFault.NONE) {
            return new Recognition.Misfit("no header line");
        }
        int length = from + reader.consumed();
        CsvHeader header = CsvHeader.of(format, charset, withoutLineEnd(Arrays.copyOf(head, length)));
        if (!header.missing().isEmpty()) {
            return new Recognition.Lacks(header.missing(), header.found());
        }
        // of two formats with the same columns the one that can read the times
        boolean timely = new TimeCheck(format, charset, header).readsAll(Arrays.copyOfRange(head, length, head.length));
        return new Recognition.Fits(name, 2 * header.matches() + (timely ? 1 : 0), length);
    }

    static byte[] withoutLineEnd(byte[] record) {
        int end = record.length;
        while (end > 0 && (record[end - 1] == '\n' || record[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(record, end);
    }

    private Recognition json(byte[] head, String name) {
        int bom = CsvHeader.bomLength(head);
        byte[] bytes = Arrays.copyOfRange(head, bom, head.length);
        var reader = new RecordReader(Framing.LINES, format.delimiter(), bytes, true, false);
        Recognition first = new Recognition.Misfit("no line of JSON");
        for (int lines = 0; lines < LINES_TRIED && reader.next(); ) {
            if (reader.end() > reader.start()) {
                lines++;
                first = jsonLine(Arrays.copyOfRange(bytes, reader.start(), reader.end()), name, bom);
                if (!(first instanceof Recognition.Misfit)) {
                    return first;
                }
            }
        }
        return first;
    }

    private Recognition jsonLine(byte[] line, String name, int bom) {
        List<String> names = new ArrayList<>();
        try {
            memberNames(JsonDecoder.JSON, line, names);
        } catch (IOException e) {
            return new Recognition.Misfit("the first lines are not JSON");
        }
        return names.isEmpty()
                ? new Recognition.Misfit("the first lines are no JSON objects")
                : columnsAmong(names, name, bom);
    }

    /** The names of an object's members, as far as it reaches. */
    private static void memberNames(JsonFactory json, byte[] object, List<String> names) throws IOException {
        try (JsonParser parser = json.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private Recognition jsonDocument(byte[] head, String name) {
        int from = CsvHeader.bomLength(head);
        while (from < head.length && JsonBoundary.isBetween(head[from]) && head[from] != '[') {
            from++;
        }
        if (from == head.length || (head[from] != '[' && head[from] != '{')) {
            return new Recognition.Misfit("neither a list nor an object of JSON");
        }
        List<String> names = new ArrayList<>();
        int list = head[from] == '[' ? from + 1 : listWithin(head, from, names);
        if (list < 0) {
            return object(names, name, from);
        }
        int first = list;
        while (first < head.length && JsonBoundary.isBetween(head[first])) {
            first++;
        }
        if (first == head.length) {
            return new Recognition.Fits(name, 0, list);
        }
        names.clear();
        if (head[first] != '{') {
            return new Recognition.Misfit("the list holds no objects");
        }
        listWithin(head, first, names);
        return object(names, name, list);
    }

    private Recognition object(List<String> names, String name, int preamble) {
        Recognition columns = columnsAmong(names, name, preamble);
        boolean error = !names.isEmpty() && ERROR_NAMES.containsAll(names);
        return columns instanceof Recognition.Lacks && error ? new Recognition.Fits(name, 0, preamble) : columns;
    }

    /**
     * Index after the bracket of the first list of objects among the members of an object; negative if there is none.
     *
     * @param names takes the names of the object's members
     */
    private int listWithin(byte[] head, int from, List<String> names) {
        byte[] bytes = Arrays.copyOfRange(head, from, head.length);
        try (JsonParser parser = JsonDocumentDecoder.JSON.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                names.add(name);
                if (parser.nextToken() == JsonToken.START_ARRAY && !isHistory(name)) {
                    int after = from + (int) parser.currentTokenLocation().getByteOffset() + 1;
                    if (parser.nextToken() == JsonToken.START_OBJECT && !hasColumns(names)) {
                        return after;
                    }
                    skipRest(parser);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // the head ends within the object; what it shows must do
            return -1;
        }
        return -1;
    }

    private static void skipRest(JsonParser parser) throws IOException {
        while (parser.currentToken() != null && parser.currentToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            parser.nextToken();
        }
    }

    private boolean isHistory(String name) {
        CaseRule rule = format.mapping().caseRule();
        return rule != null && rule.notes() != null && rule.notes().list().equals(Column.plain(name));
    }

    /** A record may hold lists, too. */
    private boolean hasColumns(List<String> names) {
        return columnsAmong(names, "", 0) instanceof Recognition.Fits;
    }

    private Recognition columnsAmong(List<String> names, String name, int preamble) {
        Set<String> plain = new HashSet<>();
        names.forEach(n -> plain.add(Column.plain(n)));
        List<String> missing = new ArrayList<>();
        int matches = 0;
        for (Column column : format.mapping().columns()) {
            boolean found = column.names().stream().map(Column::plain).anyMatch(plain::contains);
            matches += found ? 1 : 0;
            if (!found && column.required()) {
                missing.add(String.join(" | ", column.names()));
            }
        }
        return missing.isEmpty()
                ? new Recognition.Fits(name, 2 * matches, preamble)
                : new Recognition.Lacks(missing, names);
    }

    /** The character set that a document declares, if it does and this Java has it. */
    static Optional<Charset> xmlCharset(byte[] begin) {
        String text = new String(begin, 0, Math.min(begin.length, 4096), StandardCharsets.ISO_8859_1);
        Matcher declared = XML_CHARSET.matcher(text);
        try {
            return declared.find() ? Optional.of(Charset.forName(declared.group(1))) : Optional.empty();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** What stands before the first record says how the document is written; a document without one is all a record. */
    private Recognition xml(byte[] head, String name) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String begin = text.substring(CsvHeader.bomLength(head)).strip();
        if (!begin.startsWith("<") && !begin.startsWith("HTTP/")) {
            return new Recognition.Misfit("does not begin as XML");
        }
        Boundary boundary = new XmlBoundary(format.records()).forOneReader();
        int first = firstRecord(boundary, head, text);
        if (first < 0 || text.lastIndexOf("<!DOCTYPE", first) >= 0) {
            return withoutRecords(text, name);
        }
        int end = boundary.end(head, first, head.length, true);
        List<String> names = XmlOutside.elements(text.substring(first, end < 0 ? ~end : end));
        return switch (columnsAmong(names, name, first)) {
            case Recognition.Fits fits -> fits;
            case Recognition.Lacks lacks ->
                names.stream().anyMatch(this::isId) ? new Recognition.Fits(name, 0, first) : lacks;
            case Recognition.NoFeed nothing -> nothing;
            case Recognition.Misfit misfit -> misfit;
        };
    }

    /** Where the first record begins; negative if none does. */
    private int firstRecord(Boundary boundary, byte[] head, String text) {
        int bom = CsvHeader.bomLength(head);
        int end = boundary.end(head, bom, head.length, true);
        boolean record = new XmlOutside(
                        text.substring(bom, end < 0 ? ~end : end).strip())
                .beginsWith(Set.copyOf(format.records()));
        return record ? bom : end;
    }

    /** An answer may hold nothing but the number of a case. */
    private boolean isId(String element) {
        Column id = format.mapping().columns().get(0);
        return id.names().stream().map(Column::plain).anyMatch(Column.plain(element)::equals);
    }

    private Recognition withoutRecords(String text, String name) {
        List<String> names = XmlOutside.elements(text);
        return names.isEmpty() ? new Recognition.Misfit("no XML document") : new Recognition.Fits(name, 0, 0);
    }
}
