package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file under its header. Not thread-safe. */
final class CsvDecoder implements RecordDecoder {
    private final MappedFormat format;
    private final Charset charset;
    private final int width;
    private final int[] places;
    private final RowMapper mapper;
    private final CsvRow row;
    private final @Nullable String[] texts;

    CsvDecoder(MappedFormat format, Charset charset, CsvHeader header, RowMapper mapper) {
        this.format = format;
        this.charset = charset;
        this.width = header.width();
        this.places = header.placesArray();
        this.mapper = mapper;
        this.row = new CsvRow(format.delimiter(), charset);
        this.texts = new @Nullable String[places.length];
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (isBlank(bytes, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        if (SourceText.looksBinary(bytes, from, to)) {
            return new Decoded.Rejected(Reason.ENCODING_BINARY, "the row holds control characters");
        }
        row.split(bytes, from, to);
        if (row.size() < width) {
            return new Decoded.Rejected(
                    Reason.ROW_INCOMPLETE, "%d of the header's %d columns".formatted(row.size(), width));
        }
        for (int i = width; i < row.size(); i++) {
            if (!row.isEmpty(i)) {
                return new Decoded.Rejected(
                        Reason.ROW_TOO_WIDE, "%d columns under a header of %d".formatted(row.size(), width));
            }
        }
        for (int i = 0; i < places.length; i++) {
            texts[i] = places[i] < 0 ? null : row.text(places[i]);
            if (places[i] >= 0 && texts[i] == null) {
                return new Decoded.Rejected(
                        Reason.ENCODING_MALFORMED,
                        "%s is not %s"
                                .formatted(format.mapping().columns().get(i).name(), charset));
            }
        }
        return mapper.map(texts);
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
