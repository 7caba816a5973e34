package org.chengyun.ingest.feed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PEM files for TLS.
 *
 * @param certificate ours, with those between it and the root; null if we show none
 * @param key of the certificate, PKCS #8, not encrypted; null without a certificate
 * @param trusted certificates that the other side's must come from; null for the public ones if we call, and for not
 *     asking if we are called
 */
public record TlsFiles(
        @Nullable Path certificate,
        @Nullable Path key,
        @Nullable Path trusted) {
    public static final TlsFiles NONE = new TlsFiles(null, null, null);

    public TlsFiles {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a certificate and its key belong together");
        }
    }
}
