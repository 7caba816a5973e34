package org.chengyun.engine.bench.topic;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chengyun.engine.bench.workload.Portal;
import org.chengyun.engine.bench.workload.Traffic;

/** Requests as lines of NCSA's combined log format. */
final class PortalLines implements Records {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String AGENT =
            " \"https://portal.example/\" \"Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101\"";

    private final Portal portal;
    private final byte[][] addresses;
    private final byte[][] services;
    private final Text text = new Text();
    private long timeMs = Long.MIN_VALUE;
    private String time = "";

    PortalLines(Portal portal) {
        this.portal = portal;
        addresses = ascii(Portal.ADDRESSES, Portal::addressText);
        services = ascii(Portal.SERVICES, Portal::serviceName);
    }

    private static byte[][] ascii(int count, java.util.function.IntFunction<String> name) {
        return IntStream.range(0, count)
                .mapToObj(i -> name.apply(i).getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    @Override
    public int key(long i) {
        return portal.address(i);
    }

    @Override
    public byte[] keyBytes(int key) {
        return addresses[key];
    }

    @Override
    public byte[] value(long i) {
        return write(
                addresses[portal.address(i)],
                portal.eventTimeMs(i),
                services[portal.service(i)],
                portal.page(i),
                portal.status(i),
                portal.bytes(i));
    }

    @Override
    public byte[] marker(int partition) {
        byte[] end = "END".getBytes(StandardCharsets.US_ASCII);
        return write(addresses[partition], Traffic.MARKER_MS, end, 0, 200, 0);
    }

    private byte[] write(byte[] address, long eventTimeMs, byte[] service, int page, int status, int bytes) {
        if (eventTimeMs != timeMs) {
            timeMs = eventTimeMs;
            time = TIME.format(Instant.ofEpochMilli(eventTimeMs));
        }
        return text.clear()
                .add(address)
                .add(" - - [")
                .add(time)
                .add(" +0000] \"GET /services/")
                .add(service)
                .add("/p")
                .add(page)
                .add(" HTTP/1.1\" ")
                .add(status)
                .add(" ")
                .add(bytes)
                .add(AGENT)
                .bytes();
    }
}
