package org.chengyun.ingest.pems;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.RecordFault;
import org.chengyun.ingest.record.RecordReader;
import org.chengyun.ingest.traffic.ReadingFields;
import org.jspecify.annotations.Nullable;

/**
 * Stations by 5 minutes, by hour and raw, as the PeMS clearinghouse has them in files without a header, and the live
 * line. Times are California's. Immutable.
 */
public final class PemsFormat implements FeedFormat {
    private static final ZoneId CALIFORNIA = ZoneId.of("America/Los_Angeles");
    private static final int LINES_TRIED = 20;
    private static final int LANES = 8;

    private final String id;
    private final Dataset dataset;

    public PemsFormat(String id, Dataset dataset) {
        this.id = id;
        this.dataset = dataset;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(id));
        for (PemsKind kind : PemsKind.values()) {
            names.add(kind.format());
        }
        return names;
    }

    @Override
    public Framing framing() {
        return Framing.LINES;
    }

    @Override
    public Optional<ZoneId> zone() {
        return Optional.of(CALIFORNIA);
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        var fields = new ReadingFields(dataset);
        PemsKind kind = PemsKind.named(name).orElse(PemsKind.STATION_5MIN);
        return switch (kind) {
            case STATION_5MIN, STATION_HOUR -> new StationDecoder(kind, fields, zone);
            case RAW, LIVE -> new LaneDecoder(kind, fields, zone);
        };
    }

    @Override
    public Recognition recognise(byte[] head) {
        Map<PemsKind, Integer> found = new EnumMap<>(PemsKind.class);
        var reader = new RecordReader(Framing.LINES, (byte) ',', head, true, false);
        int lines = 0;
        while (lines < LINES_TRIED && reader.next()) {
            if (reader.fault() == RecordFault.NONE && reader.end() > reader.start()) {
                lines++;
                PemsKind kind = kind(head, reader.start(), reader.end());
                if (kind != null) {
                    found.merge(kind, 1, Integer::sum);
                }
            }
        }
        for (Map.Entry<PemsKind, Integer> entry : found.entrySet()) {
            if (entry.getValue() * 2 > lines) {
                return new Recognition.Fits(entry.getKey().format(), 10 * entry.getValue(), 0);
            }
        }
        return new Recognition.Misfit("the first %d lines are no lines of PeMS stations".formatted(lines));
    }

    private static @Nullable PemsKind kind(byte[] bytes, int from, int to) {
        if (!SourceText.isPlain(bytes, from, to)) {
            return null;
        }
        var line = new PemsLine();
        line.split(bytes, from, to);
        int size = line.size();
        if (PemsLine.fits(line.text(0), "NN/NN/NNNN NN:NN:NN") && size > 2 && isNumber(line.text(1))) {
            boolean station = size >= PemsKind.STATION_5MIN.columns()
                    && line.text(5).length() == 2
                    && Character.isLetter(line.text(5).charAt(0));
            return station ? station(size) : PemsKind.RAW.mayHave(size) ? PemsKind.RAW : null;
        }
        boolean live = PemsKind.LIVE.mayHave(size)
                && isNumber(line.text(0))
                && PemsLine.fits(line.text(size - 1), "NNNN-NN-NN NN:NN:NN");
        return live ? PemsKind.LIVE : null;
    }

    /** Both have 42 columns with 6 or 8 lanes; the files have 8. */
    private static @Nullable PemsKind station(int size) {
        if (size == PemsKind.STATION_HOUR.columns() + LANES * PemsKind.STATION_HOUR.columnsPerLane()) {
            return PemsKind.STATION_HOUR;
        }
        if (PemsKind.STATION_5MIN.mayHave(size)) {
            return PemsKind.STATION_5MIN;
        }
        return PemsKind.STATION_HOUR.mayHave(size) ? PemsKind.STATION_HOUR : null;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
