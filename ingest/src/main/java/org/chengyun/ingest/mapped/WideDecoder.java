package org.chengyun.ingest.mapped;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** Rows of a wide table: an observation per cell that has a number. Not thread-safe. */
final class WideDecoder implements RecordDecoder {
    private static final long LATEST_MS = 253_402_300_800_000L;

    private final WideFormat.Setting setting;
    private final Schema schema;
    private final int at;
    private final int siteField;
    private final List<String> sites;
    private final int timeColumn;
    private final ZoneId zone;
    private final CsvRow row;

    /**
     * @param sites by column
     * @param timeColumn -1 if the number of the row says its time
     */
    WideDecoder(WideFormat.Setting setting, Dataset dataset, List<String> sites, int timeColumn, ZoneId zone) {
        this.setting = setting;
        this.schema = dataset.schema();
        this.at = dataset.eventTimeIndex();
        this.siteField = schema.indexOf("site");
        this.sites = sites;
        this.timeColumn = timeColumn;
        this.zone = zone;
        this.row = new CsvRow(setting.delimiter(), StandardCharsets.UTF_8);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (timeColumn < 0) {
            throw new IllegalStateException("a row of %s has its time by its number".formatted(setting.id()));
        }
        return decode(bytes, from, to, 0);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to, long number) {
        if (isBlank(bytes, from, to)) {
            return Decoded.Ignored.INSTANCE;
        }
        if (SourceText.looksBinary(bytes, from, to)) {
            return new Decoded.Rejected(Reason.ENCODING_BINARY, "the row holds control characters");
        }
        row.split(bytes, from, to);
        if (row.size() != sites.size()) {
            return new Decoded.Rejected(
                    row.size() < sites.size() ? Reason.ROW_INCOMPLETE : Reason.ROW_TOO_WIDE,
                    "%d columns under a header of %d".formatted(row.size(), sites.size()));
        }
        String written = timeColumn < 0 ? null : row.text(timeColumn);
        Long atMs = time(number, written);
        if (atMs == null) {
            return new Decoded.Rejected(
                    Reason.TIME_MALFORMED, "time is " + (written == null ? "no text" : SourceText.quoted(written)));
        }
        return cells(atMs);
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private @Nullable Long time(long number, @Nullable String written) {
        return switch (setting.timing()) {
            case WideFormat.Timing.Steps steps -> {
                long startMs = steps.start().atZone(zone).toInstant().toEpochMilli();
                yield number > (LATEST_MS - startMs) / steps.stepMs()
                        ? null
                        : (Long) (startMs + number * steps.stepMs());
            }
            case WideFormat.Timing.InColumn column -> {
                for (TimeForm form : column.forms()) {
                    SourceTime time = written == null ? null : form.parse(written.strip(), zone);
                    if (time != null) {
                        yield (Long) time.epochMs();
                    }
                }
                yield null;
            }
        };
    }

    private Decoded cells(Long atMs) {
        Field field = schema.field(setting.field());
        List<@Nullable Object[]> observations = new ArrayList<>(sites.size());
        for (int i = 0; i < sites.size(); i++) {
            String text = i == timeColumn ? "" : row.text(i);
            if (text != null && (text.isBlank() || setting.missing().contains(text.strip()))) {
                continue;
            }
            double value = text == null ? Double.NaN : DecimalText.parse(text.strip()) * setting.factor();
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return new Decoded.Rejected(
                        Reason.NUMBER_MALFORMED,
                        "%s is %s".formatted(sites.get(i), text == null ? "no text" : SourceText.quoted(text)));
            }
            if (!field.accepts(value)) {
                return new Decoded.Rejected(
                        Reason.OUT_OF_RANGE, "%s of %s is %s".formatted(field.name(), sites.get(i), value));
            }
            @Nullable Object[] values = new @Nullable Object[schema.size()];
            values[at] = atMs;
            values[siteField] = SourceText.bounded(sites.get(i));
            values[setting.field()] = value;
            observations.add(values);
        }
        return observations.isEmpty() ? Decoded.Ignored.INSTANCE : new Decoded.Accepted(observations);
    }
}
