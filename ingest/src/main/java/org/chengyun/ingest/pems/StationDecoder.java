package org.chengyun.ingest.pems;

import java.time.ZoneId;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.traffic.Reading;
import org.chengyun.ingest.traffic.ReadingFields;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a station by 5 minutes or by hour; what all lanes came to stands in them. Where no sample was taken, PeMS
 * fills in what it thinks: that was not measured, so it is missing. Not thread-safe.
 */
final class StationDecoder implements RecordDecoder {
    private static final double KM_PER_MILE = 1.609344;
    private static final int TIME = 0;
    private static final int STATION = 1;
    private static final int DISTRICT = 2;
    private static final int FREEWAY = 3;
    private static final int DIRECTION = 4;
    private static final int SAMPLES = 7;
    private static final int FLOW = 9;
    private static final int OCCUPANCY = 10;
    private static final int SPEED = 11;

    private final PemsKind kind;
    private final ReadingFields fields;
    private final ZoneId zone;
    private final PemsLine line = new PemsLine();

    StationDecoder(PemsKind kind, ReadingFields fields, ZoneId zone) {
        this.kind = kind;
        this.fields = fields;
        this.zone = zone;
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        if (from == to) {
            return Decoded.Ignored.INSTANCE;
        }
        if (!SourceText.isPlain(bytes, from, to)) {
            return new Decoded.Rejected(Reason.ENCODING_BINARY, "the line holds bytes that are no ASCII text");
        }
        line.split(bytes, from, to);
        if (!kind.mayHave(line.size())) {
            return new Decoded.Rejected(
                    line.size() < kind.columns() ? Reason.ROW_INCOMPLETE : Reason.ROW_TOO_WIDE,
                    "%d columns; %s has %d and %d per lane"
                            .formatted(line.size(), kind.format(), kind.columns(), kind.columnsPerLane()));
        }
        Reading reading = reading();
        Decoded.Rejected rejected = line.rejected();
        return rejected == null ? fields.observation(reading) : rejected;
    }

    private Reading reading() {
        Double samples = line.number(SAMPLES, "samples");
        boolean measured = samples != null && samples > 0;
        Double flow = given(measured, line.number(FLOW, "flow"));
        Double occupancy = given(measured, line.number(OCCUPANCY, "occupancy"));
        Double speed = given(measured, line.number(SPEED, "speed"));
        return new Reading(
                line.monthFirst(TIME, zone),
                line.text(STATION),
                emptyIsNull((line.text(FREEWAY) + " " + line.text(DIRECTION)).strip()),
                emptyIsNull(line.text(DISTRICT)),
                speed == null ? null : (Double) (speed * KM_PER_MILE),
                flow,
                flow == null ? null : (Double) (flow * kind.intervalsPerHour()),
                occupancy,
                null);
    }

    private static @Nullable Double given(boolean measured, @Nullable Double value) {
        return measured && value != null && value != -1 ? value : null;
    }

    private static @Nullable String emptyIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
