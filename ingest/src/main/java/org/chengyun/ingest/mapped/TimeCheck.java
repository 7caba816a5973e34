package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.List;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.jspecify.annotations.Nullable;

/** Whether a format can read the times in the first rows of a table: day before month or month before day. */
final class TimeCheck {
    private final MappedFormat format;
    private final Charset charset;
    private final CsvHeader header;

    TimeCheck(MappedFormat format, Charset charset, CsvHeader header) {
        this.format = format;
        this.charset = charset;
        this.header = header;
    }

    /** False if a whole row has a time that the format cannot read. */
    boolean readsAll(byte[] rows) {
        List<Column> columns = format.mapping().columns();
        var row = new CsvRow(format.delimiter(), charset);
        var reader = new RecordReader(Framing.CSV, format.delimiter(), rows, false, false);
        while (reader.next()) {
            row.split(rows, reader.start(), reader.end());
            if (reader.fault() != RecordFault.NONE || row.size() < header.width()) {
                continue;
            }
            for (int i = 0; i < columns.size(); i++) {
                if (!columns.get(i).times().isEmpty() && !isReadable(columns.get(i), text(i, row), row)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isReadable(Column column, @Nullable String text, CsvRow row) {
        if (text == null || column.isMissing(text)) {
            return true;
        }
        String rest = rest(column, row);
        String whole = rest == null ? text.strip() : text.strip() + ' ' + rest.strip();
        return column.times().stream().anyMatch(form -> form.parse(whole, ZoneOffset.UTC) != null);
    }

    private @Nullable String rest(Column column, CsvRow row) {
        List<Column> columns = format.mapping().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column.then())) {
                String text = text(i, row);
                return columns.get(i).isMissing(text) ? null : text;
            }
        }
        return null;
    }

    private @Nullable String text(int column, CsvRow row) {
        int place = header.places().get(column);
        return place < 0 ? null : row.text(place);
    }
}
