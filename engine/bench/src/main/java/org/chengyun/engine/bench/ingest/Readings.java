package org.chengyun.engine.bench.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Readings of detectors as JSON lines: 5,000 sites, each once a second of event time. Immutable.
 *
 * @param startMs event time of the first one
 * @param batch readings in one request
 */
record Readings(long startMs, int batch) {
    private static final int SITES = 5_000;
    private static final int FIRST_SITE = 10_000;
    private static final int BYTES_EACH = 100;

    byte[] batch(long number) {
        var lines = new StringBuilder(batch * BYTES_EACH);
        for (int i = 0; i < batch; i++) {
            long reading = number * batch + i;
            lines.append("{\"site\":\"D").append(FIRST_SITE + reading % SITES);
            lines.append("\",\"at\":").append(startMs + reading / SITES * 1_000);
            lines.append(",\"speed_kmh\":")
                    .append(20 + reading % 80)
                    .append('.')
                    .append(reading % 10);
            lines.append(",\"volume\":")
                    .append(reading % 40)
                    .append(",\"occupancy\":0.1")
                    .append(reading % 9);
            lines.append("}\n");
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
