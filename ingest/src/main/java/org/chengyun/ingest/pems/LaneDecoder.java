package org.chengyun.ingest.pems;

import java.time.ZoneId;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.traffic.Lanes;
import org.chengyun.ingest.traffic.Reading;
import org.chengyun.ingest.traffic.ReadingFields;
import org.jspecify.annotations.Nullable;

/**
 * Raw lines of 30 seconds, lane by lane, joined into their station. The order of a lane's values differs: flow,
 * occupancy, speed in files, flow, speed, occupancy (in thousandths) in the live line. Not thread-safe.
 */
final class LaneDecoder implements RecordDecoder {
    private static final double KM_PER_MILE = 1.609344;
    private static final int MAX_LANES = 16;

    private final PemsKind kind;
    private final ReadingFields fields;
    private final ZoneId zone;
    private final PemsLine line = new PemsLine();

    LaneDecoder(PemsKind kind, ReadingFields fields, ZoneId zone) {
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
        boolean live = kind == PemsKind.LIVE;
        if (!kind.mayHave(line.size()) || (live && !hasItsLanes())) {
            return new Decoded.Rejected(
                    Reason.ROW_INCOMPLETE,
                    "%d columns are not %d and %d per lane"
                            .formatted(line.size(), kind.columns(), kind.columnsPerLane()));
        }
        long atMs = live ? line.yearFirst(line.size() - 1, zone) : line.monthFirst(0, zone);
        Lanes lanes = live ? live() : raw();
        Decoded.Rejected rejected = line.rejected();
        return rejected == null ? fields.observation(reading(atMs, line.text(live ? 0 : 1), lanes)) : rejected;
    }

    private boolean hasItsLanes() {
        int lanes = (line.size() - kind.columns()) / kind.columnsPerLane();
        return lanes <= MAX_LANES && line.text(1).equals(Integer.toString(lanes));
    }

    /** Files have columns for lanes that the station does not have: those are empty. */
    private Lanes raw() {
        var lanes = new Lanes();
        for (int at = kind.columns(); at < line.size(); at += kind.columnsPerLane()) {
            Double flow = number(at, "flow");
            Double occupancy = number(at + 1, "occupancy");
            Double speed = number(at + 2, "speed");
            if (flow != null || occupancy != null || speed != null) {
                lanes.add(flow, occupancy, speed);
            }
        }
        return lanes;
    }

    /** Every lane of the line is one of the station's; what is empty did not report. */
    private Lanes live() {
        var lanes = new Lanes();
        for (int at = 2; at < line.size() - 1; at += kind.columnsPerLane()) {
            Double thousandths = number(at + 2, "occupancy");
            lanes.add(
                    number(at, "flow"),
                    thousandths == null ? null : (Double) (thousandths / 1000),
                    number(at + 1, "speed"));
        }
        return lanes;
    }

    /** -1 stands for a value that could not be measured. */
    private @Nullable Double number(int column, String name) {
        Double value = line.number(column, name);
        return value == null || value == -1 ? null : value;
    }

    private Reading reading(long atMs, String station, Lanes lanes) {
        Double volume = lanes.flow();
        Double speed = lanes.speed();
        return new Reading(
                atMs,
                station,
                null,
                null,
                speed == null ? null : (Double) (speed * KM_PER_MILE),
                volume,
                volume == null ? null : (Double) (volume * kind.intervalsPerHour()),
                lanes.occupancy(),
                null);
    }
}
