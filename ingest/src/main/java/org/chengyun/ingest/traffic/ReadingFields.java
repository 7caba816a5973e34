package org.chengyun.ingest.traffic;

import java.util.List;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** Puts readings into the fields of a dataset; what the dataset has no field for is left out. Immutable. */
public final class ReadingFields {
    private final Schema schema;
    private final int at;
    private final int site;
    private final int road;
    private final int district;
    private final int speed;
    private final int volume;
    private final int flow;
    private final int occupancy;
    private final int travelTime;

    /** @param dataset one that {@link #canTake} */
    public ReadingFields(Dataset dataset) {
        schema = dataset.schema();
        at = dataset.eventTimeIndex();
        site = schema.indexOf("site");
        road = schema.indexOf("road");
        district = schema.indexOf("district");
        speed = schema.indexOf("speed");
        volume = schema.indexOf("volume");
        flow = schema.indexOf("flow");
        occupancy = schema.indexOf("occupancy");
        travelTime = schema.indexOf("travel_time");
    }

    /** True if the dataset has the one field that no reading can be without. */
    public static boolean canTake(Dataset dataset) {
        return dataset.schema().indexOf("site") >= 0;
    }

    /** The observation, or why it is none: a number out of the field's range, a site without a name. */
    public Decoded observation(Reading reading) {
        if (reading.site().isBlank()) {
            return new Decoded.Rejected(Reason.VALUE_MISSING, "the site has no name");
        }
        if (SourceText.isUnstorable(reading.site())) {
            return new Decoded.Rejected(Reason.ENCODING_BINARY, "the site's name holds characters that are no text");
        }
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        values[at] = reading.atMs();
        put(values, site, SourceText.bounded(reading.site()));
        put(values, road, reading.road() == null ? null : SourceText.bounded(reading.road()));
        put(values, district, reading.district() == null ? null : SourceText.bounded(reading.district()));
        put(values, speed, reading.speedKmh());
        put(values, volume, reading.volume());
        put(values, flow, reading.flowVehPerHour());
        put(values, occupancy, reading.occupancyShare());
        put(values, travelTime, reading.travelTimeS());
        for (int i = 0; i < values.length; i++) {
            Field field = schema.field(i);
            if (values[i] instanceof Double number && !field.accepts(number)) {
                return new Decoded.Rejected(
                        Reason.OUT_OF_RANGE,
                        "%s of %s is %s %s"
                                .formatted(field.name(), SourceText.quoted(reading.site()), number, field.unit()));
            }
        }
        return new Decoded.Accepted(List.<@Nullable Object[]>of(values));
    }

    private static void put(@Nullable Object[] values, int index, @Nullable Object value) {
        if (index >= 0) {
            values[index] = value;
        }
    }
}
