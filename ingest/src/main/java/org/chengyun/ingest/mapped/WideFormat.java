package org.chengyun.ingest.mapped;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.jspecify.annotations.Nullable;

/**
 * A table with one column per site and one row per time: a number in each cell. What the numbers are, and without a
 * column of times when they were measured, nothing in the file says; so it must be asked for by name. Immutable.
 */
public final class WideFormat implements FeedFormat {
    private static final int ONLY_IF_ASKED = -1;

    private final Setting setting;
    private final Dataset dataset;

    /**
     * What the file does not say.
     *
     * @param timing of the rows
     * @param field that the numbers go to
     * @param factor to the unit of that field
     * @param missing cells that mean that nothing was measured
     * @param sitePrefix the header is spoilt, and sites are this and their place, from 0; null if it names them
     */
    record Setting(
            String id,
            Optional<ZoneId> zone,
            byte delimiter,
            Timing timing,
            int field,
            double factor,
            Set<String> missing,
            @Nullable String sitePrefix) {}

    /** When a row was measured. */
    sealed interface Timing {
        /**
         * A column says it.
         *
         * @param names what it may be called; the first of the table that has such a name
         * @param forms tried in turn
         */
        record InColumn(List<String> names, List<TimeForm> forms) implements Timing {}

        /** The number of the row says it: the first is at the start, on the clock of the feed's zone. */
        record Steps(LocalDateTime start, long stepMs) implements Timing {}
    }

    WideFormat(Setting setting, Dataset dataset) {
        this.setting = setting;
        this.dataset = dataset;
    }

    @Override
    public List<String> names() {
        return List.of(setting.id());
    }

    @Override
    public Framing framing() {
        return Framing.CSV;
    }

    @Override
    public byte delimiter() {
        return setting.delimiter();
    }

    @Override
    public boolean countsRecords() {
        return setting.timing() instanceof Timing.Steps;
    }

    @Override
    public Optional<ZoneId> zone() {
        return setting.zone();
    }

    @Override
    public Recognition recognise(byte[] head) {
        int bom = CsvHeader.bomLength(head);
        var reader = new RecordReader(
                Framing.CSV, setting.delimiter(), Arrays.copyOfRange(head, bom, head.length), true, false);
        if (!reader.next() || reader.fault() != RecordFault.NONE) {
            return new Recognition.Misfit("no header line");
        }
        List<String> header = header(head, bom, bom + reader.end());
        if (header.size() < 2) {
            return new Recognition.Misfit("the first line has one column, not one per site");
        }
        if (setting.timing() instanceof Timing.InColumn column && timeColumn(header, column) < 0) {
            return new Recognition.Lacks(List.of(String.join(" | ", column.names())), header);
        }
        return new Recognition.Fits(setting.id(), ONLY_IF_ASKED, bom + reader.consumed());
    }

    private List<String> header(byte[] bytes, int from, int to) {
        var row = new CsvRow(setting.delimiter(), StandardCharsets.UTF_8);
        row.split(bytes, from, to);
        List<String> header = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.text(i);
            header.add(cell == null ? "?" : cell.strip());
        }
        return header;
    }

    private static int timeColumn(List<String> header, Timing.InColumn timing) {
        List<String> known = timing.names().stream().map(Column::plain).toList();
        for (int i = 0; i < header.size(); i++) {
            if (known.contains(Column.plain(header.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        int end = preamble.length;
        while (end > 0 && (preamble[end - 1] == '\n' || preamble[end - 1] == '\r')) {
            end--;
        }
        List<String> header = header(preamble, CsvHeader.bomLength(preamble), end);
        int time = setting.timing() instanceof Timing.InColumn column ? timeColumn(header, column) : -1;
        return new WideDecoder(setting, dataset, sites(header), time, zone);
    }

    private List<String> sites(List<String> header) {
        List<String> sites = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            sites.add(setting.sitePrefix() == null ? header.get(i) : setting.sitePrefix() + i);
        }
        return sites;
    }
}
