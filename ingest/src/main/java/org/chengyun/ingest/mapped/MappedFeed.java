package org.chengyun.ingest.mapped;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;

/** A format of columns, for one dataset. */
public final class MappedFeed implements FeedFormat {
    /** A first line may be damaged. */
    private static final int LINES_TRIED = 10;

    private final MappedFormat format;
    private final Dataset dataset;

    public MappedFeed(MappedFormat format, Dataset dataset) {
        this.format = format;
        this.dataset = dataset;
    }

    @Override
    public List<String> names() {
        return List.of(format.id());
    }

    @Override
    public Framing framing() {
        return format.kind() == MappedFormat.Kind.CSV ? Framing.CSV : Framing.LINES;
    }

    @Override
    public byte delimiter() {
        return format.delimiter();
    }

    @Override
    public boolean isJson() {
        return format.kind() == MappedFormat.Kind.JSON;
    }

    @Override
    public Optional<ZoneId> zone() {
        return format.zone();
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        var mapper = new RowMapper(format.mapping(), dataset.schema(), dataset.eventTimeIndex(), zone, pseudonyms);
        if (format.kind() == MappedFormat.Kind.JSON) {
            return new JsonDecoder(format, mapper);
        }
        return new CsvDecoder(format, CsvHeader.of(format, withoutLineEnd(preamble)), mapper);
    }

    @Override
    public Recognition recognise(byte[] head) {
        return format.kind() == MappedFormat.Kind.CSV ? recogniseCsv(head) : recogniseJson(head);
    }

    private Recognition recogniseCsv(byte[] head) {
        int from = CsvHeader.bomLength(head);
        var reader = new RecordReader(
                Framing.CSV, format.delimiter(), Arrays.copyOfRange(head, from, head.length), true, false);
        if (!reader.next() || reader.fault() != RecordFault.NONE) {
            return new Recognition.Misfit("no header line");
        }
        int length = from + reader.consumed();
        CsvHeader header = CsvHeader.of(format, withoutLineEnd(Arrays.copyOf(head, length)));
        if (!header.missing().isEmpty()) {
            return new Recognition.Lacks(header.missing(), header.found());
        }
        // of two formats with the same columns the one that can read the times
        boolean timely = new TimeCheck(format, header).readsAll(Arrays.copyOfRange(head, length, head.length));
        return new Recognition.Fits(format.id(), 2 * header.matches() + (timely ? 1 : 0), length);
    }

    private static byte[] withoutLineEnd(byte[] record) {
        int end = record.length;
        while (end > 0 && (record[end - 1] == '\n' || record[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(record, end);
    }

    private Recognition recogniseJson(byte[] head) {
        int bom = CsvHeader.bomLength(head);
        byte[] bytes = Arrays.copyOfRange(head, bom, head.length);
        var reader = new RecordReader(Framing.LINES, format.delimiter(), bytes, true, false);
        Recognition first = new Recognition.Misfit("no line of JSON");
        for (int lines = 0; lines < LINES_TRIED && reader.next(); ) {
            if (reader.end() > reader.start()) {
                lines++;
                first = recogniseObject(bytes, reader.start(), reader.end(), bom);
                if (!(first instanceof Recognition.Misfit)) {
                    return first;
                }
            }
        }
        return first;
    }

    private Recognition recogniseObject(byte[] bytes, int from, int to, int bom) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JsonDecoder.JSON.createParser(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Recognition.Misfit("the first lines are no JSON objects");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (IOException e) {
            return new Recognition.Misfit("the first lines are not JSON");
        }
        Set<String> plain = new HashSet<>();
        names.forEach(name -> plain.add(Column.plain(name)));
        return columnsAmong(plain, names, bom);
    }

    private Recognition columnsAmong(Set<String> plain, List<String> names, int bom) {
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
                ? new Recognition.Fits(format.id(), 2 * matches, bom)
                : new Recognition.Lacks(missing, names);
    }
}
