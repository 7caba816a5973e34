package org.chengyun.datasets.simulator.outlet;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.chengyun.datasets.simulator.feed.Delivery;

/** Records that arrive in {@code [fromMs, toMs)}, in order. Immutable. */
public record Batch(long fromMs, long toMs, List<Delivery> records) {
    public Batch {
        records = List.copyOf(records);
    }

    /** The records as lines. The same range of the same feed has the same bytes in every run. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream(records.size() * 128);
        for (Delivery delivery : records) {
            bytes.writeBytes(delivery.line());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    long readable() {
        return records.stream().filter(r -> r.damage().isReadable()).count();
    }
}
