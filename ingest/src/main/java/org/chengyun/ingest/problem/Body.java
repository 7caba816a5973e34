package org.chengyun.ingest.problem;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Request bodies, never larger than allowed. */
public final class Body {
    private Body() {}

    /**
     * Reads it whole.
     *
     * @throws IngestProblem 413 if it is longer than {@code limit} bytes
     */
    public static byte[] read(InputStream body, int limit) {
        try {
            byte[] bytes = body.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw IngestProblem.tooLarge(limit);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the client stopped sending", e);
        }
    }
}
