package org.chengyun.ingest.datex;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.chengyun.ingest.datex.SiteTable.Characteristic;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;
import org.chengyun.ingest.mapped.DecimalText;
import org.chengyun.ingest.traffic.Lanes;
import org.chengyun.ingest.traffic.Reading;
import org.chengyun.ingest.traffic.ReadingFields;
import org.jspecify.annotations.Nullable;

/** One {@code siteMeasurements}, or what stands between two of them. Not thread-safe. */
final class MeasurementDecoder implements RecordDecoder {
    private static final double HOUR_S = 3600;
    private static final byte[] RECORD = ascii(DatexFormat.RECORD);
    private static final List<byte[]> DECLARATIONS = List.of(ascii("<!DOCTYPE"), ascii("<!ENTITY"));
    private static final List<byte[]> PARTS = List.of(
            ascii("measurementSiteReference"),
            ascii("measurementTimeDefault"),
            ascii("measuredValue"),
            ascii("physicalQuantity"),
            ascii("basicData"),
            RECORD);

    private final SiteTable table;
    private final ReadingFields fields;
    private final SiteParser parser;
    private final MeasurementTimes times;
    private Decoded.@Nullable Rejected rejected;

    MeasurementDecoder(SiteTable table, ReadingFields fields, SiteParser parser, MeasurementTimes times) {
        this.table = table;
        this.fields = fields;
        this.parser = parser;
        this.times = times;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        int start = from;
        while (start < to && isBlank(bytes[start])) {
            start++;
        }
        if (start == to) {
            return Decoded.Ignored.INSTANCE;
        }
        if (!isRecord(bytes, start, to)) {
            return between(bytes, start, to);
        }
        if (SourceText.looksBinary(bytes, start, to)) {
            return new Decoded.Rejected(Reason.ENCODING_BINARY, "the element holds control characters");
        }
        try {
            return observation(parser.parse(bytes, start, to));
        } catch (XMLStreamException e) {
            return new Decoded.Rejected(Reason.XML_MALFORMED, DatexXml.why(e));
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean isRecord(byte[] bytes, int from, int to) {
        if (bytes[from] != '<') {
            return false;
        }
        int at = from + 1;
        int start = at;
        while (at < to && bytes[at] != '>' && bytes[at] != '/' && !isBlank(bytes[at])) {
            at++;
            if (bytes[at - 1] == ':') {
                start = at;
            }
        }
        return Arrays.equals(bytes, start, at, RECORD, 0, RECORD.length);
    }

    /** The publication's header and its end say nothing that is counted; but nothing of a site may be lost there. */
    private static Decoded between(byte[] bytes, int from, int to) {
        for (byte[] declaration : DECLARATIONS) {
            if (contains(bytes, from, to, declaration)) {
                return new Decoded.Rejected(
                        Reason.XML_DOCTYPE, "a document type declaration may define entities; nothing of it is read");
            }
        }
        for (byte[] part : PARTS) {
            if (contains(bytes, from, to, part)) {
                return new Decoded.Rejected(
                        Reason.XML_MALFORMED,
                        "%s outside of %s".formatted(new String(part, StandardCharsets.US_ASCII), DatexFormat.RECORD));
            }
        }
        boolean markup = bytes[from] == '<' && bytes[to - 1] != '<';
        return markup ? Decoded.Ignored.INSTANCE : new Decoded.Rejected(Reason.XML_MALFORMED, "text between two sites");
    }

    private static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private Decoded observation(SiteMeasurements measured) {
        if (measured.values().isEmpty()) {
            // a status, a headway: nothing that the dataset has a field for
            return Decoded.Ignored.INSTANCE;
        }
        rejected = null;
        String written = MeasurementTimes.written(measured.time());
        Long writtenMs = written == null ? null : times.parse(written);
        if (writtenMs == null) {
            return written == null
                    ? new Decoded.Rejected(Reason.VALUE_MISSING, "measurementTimeDefault is empty")
                    : new Decoded.Rejected(
                            Reason.TIME_MALFORMED, "measurementTimeDefault is " + SourceText.quoted(written));
        }
        SiteTable.Site site = table.site(measured.site());
        Map<String, Map<Quantity, @Nullable Double>> lanes = lanes(measured, site);
        if (rejected != null) {
            return rejected;
        }
        Double periodS = periodS(measured, site);
        return fields.observation(reading(measured, site, lanes, writtenMs, periodS));
    }

    /**
     * The values by lane; lane "" is the whole site. Values of one class of vehicles are left out, as those of all
     * vehicles contain them.
     */
    private Map<String, Map<Quantity, @Nullable Double>> lanes(
            SiteMeasurements measured, SiteTable.@Nullable Site site) {
        Map<String, Map<Quantity, @Nullable Double>> lanes = new TreeMap<>();
        boolean left = true;
        for (SiteMeasurements.Value value : measured.values()) {
            Characteristic what = site == null
                    ? Characteristic.UNKNOWN
                    : site.characteristics().getOrDefault(value.index(), Characteristic.UNKNOWN);
            if (!what.anyVehicle()) {
                continue;
            }
            left = false;
            Map<Quantity, @Nullable Double> lane =
                    lanes.computeIfAbsent(what.lane(), name -> new EnumMap<>(Quantity.class));
            if (lane.containsKey(value.quantity())) {
                reject(
                        Reason.VALUES_AMBIGUOUS,
                        "%s has several values of %s, and no site table says which lane or class of vehicles is which"
                                .formatted(SourceText.quoted(measured.site()), value.quantity()));
            }
            lane.put(value.quantity(), value.number() == null ? null : number(value.quantity(), value.number()));
        }
        if (left) {
            reject(
                    Reason.VALUES_AMBIGUOUS,
                    "%s has values by class of vehicles only, none of all"
                            .formatted(SourceText.quoted(measured.site())));
        }
        return lanes;
    }

    private @Nullable Double number(Quantity quantity, String text) {
        double value = DecimalText.parse(text);
        if (Double.isNaN(value)) {
            reject(Reason.NUMBER_MALFORMED, "%s is %s".formatted(quantity, SourceText.quoted(text)));
            return null;
        }
        return quantity == Quantity.OCCUPANCY ? value / 100 : value;
    }

    private void reject(Reason reason, String detail) {
        if (rejected == null) {
            rejected = new Decoded.Rejected(reason, detail);
        }
    }

    private @Nullable Double periodS(SiteMeasurements measured, SiteTable.@Nullable Site site) {
        Double said = times.periodS(measured.time());
        if (said != null || site == null) {
            return said;
        }
        for (SiteMeasurements.Value value : measured.values()) {
            Characteristic what = site.characteristics().get(value.index());
            if (what != null && value.quantity() == Quantity.FLOW && what.periodS() > 0) {
                return what.periodS();
            }
        }
        return null;
    }

    private static Reading reading(
            SiteMeasurements measured,
            SiteTable.@Nullable Site site,
            Map<String, Map<Quantity, @Nullable Double>> lanes,
            long writtenMs,
            @Nullable Double periodS) {
        Map<Quantity, @Nullable Double> whole = lanes.getOrDefault("", Map.of());
        var joined = new Lanes();
        lanes.forEach((lane, values) -> {
            if (!lane.isEmpty()) {
                joined.add(values.get(Quantity.FLOW), values.get(Quantity.OCCUPANCY), values.get(Quantity.SPEED));
            }
        });
        Double flow = whole.containsKey(Quantity.FLOW) ? whole.get(Quantity.FLOW) : joined.flow();
        return new Reading(
                MeasurementTimes.begin(measured.time(), writtenMs, periodS),
                measured.site(),
                site == null ? null : site.road(),
                null,
                whole.containsKey(Quantity.SPEED) ? whole.get(Quantity.SPEED) : joined.speed(),
                flow == null || periodS == null ? null : (Double) (flow * periodS / HOUR_S),
                flow,
                whole.containsKey(Quantity.OCCUPANCY) ? whole.get(Quantity.OCCUPANCY) : joined.occupancy(),
                whole.get(Quantity.TRAVEL_TIME));
    }
}
