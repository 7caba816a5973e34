package org.chengyun.engine.bench.topic;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.bench.workload.Portal;
import org.chengyun.engine.bench.workload.Traffic;

/** Requests as Chengyun's own ingest writes them. */
final class PortalAvro implements Records {
    private final Portal portal;
    private final ObservationEncoder encoder;
    private final String[] addresses = names(Portal.ADDRESSES, Portal::addressText);
    private final String[] services = names(Portal.SERVICES, Portal::serviceName);
    private final String[] classes = names(6, each -> each + "xx");

    PortalAvro(Portal portal, Schema schema) {
        this.portal = portal;
        this.encoder = new ObservationEncoder(schema);
    }

    private static String[] names(int count, IntFunction<String> name) {
        return IntStream.range(0, count).mapToObj(name).toArray(String[]::new);
    }

    @Override
    public int key(long i) {
        return portal.address(i);
    }

    @Override
    public byte[] keyBytes(int key) {
        return addresses[key].getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] value(long i) {
        return encoder.encode(new Object[] {
            portal.eventTimeMs(i),
            addresses[portal.address(i)],
            services[portal.service(i)],
            classes[portal.status(i) / 100],
            portal.bytes(i)
        });
    }

    @Override
    public byte[] marker(int partition) {
        return encoder.encode(new Object[] {Traffic.MARKER_MS, addresses[partition], "END", classes[2], 0});
    }
}
