package org.chengyun.ingest.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Made-up access logs, the same for the same seed; every hundredth line is damaged. */
final class LogFile {
    private LogFile() {}

    static byte[] lines(int count, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("198.51.100.%d - - [20/Nov/2026:%02d:%02d:%02d +0800] \"GET /services/s%d/p%d HTTP/1.1\" 200 %d"
                    .formatted(
                            random.nextInt(256),
                            random.nextInt(24),
                            random.nextInt(60),
                            random.nextInt(60),
                            random.nextInt(30),
                            i,
                            random.nextInt(100_000)));
            text.append(i % 100 == 99 ? " damaged\n" : "\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
