package org.chengyun.launcher.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.chengyun.launcher.load.Source.UnusableException;

/**
 * What the application must know about a content before it gets it. Immutable.
 *
 * @param bytes of the content that will be loaded, unpacked
 * @param head its first bytes, at most 64 KiB, Base64
 * @param damage why the content ends early; empty if it does not
 * @param prefixes its beginnings of the asked lengths
 */
record Fingerprint(long bytes, String sha256, String head, String damage, Map<Long, PrefixHash.Prefix> prefixes) {
    private static final int HEAD_BYTES = 64 << 10;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Told how many bytes have been read. */
    interface Watcher {
        void read(long bytes);
    }

    /**
     * Reads the whole source. Of a damaged one everything up to the last line end before the damage counts.
     *
     * @throws UnusableException if there is no content to load
     */
    static Fingerprint of(Source source, Iterable<Long> lengths, Watcher watcher) throws UnusableException {
        PrefixHash hash = new PrefixHash(lengths);
        byte[] head = new byte[HEAD_BYTES];
        int headLength = 0;
        String damage = "";
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        try (InputStream content = source.open()) {
            int length;
            while ((length = content.read(buffer)) >= 0) {
                hash.update(buffer, length);
                int wanted = Math.min(length, HEAD_BYTES - headLength);
                System.arraycopy(buffer, 0, head, headLength, wanted);
                headLength += wanted;
                bytes += length;
                watcher.read(bytes);
            }
        } catch (IOException e) {
            if (!source.gzip()) {
                throw new UnusableException("cannot be read: " + e.getMessage());
            }
            damage = "the gzip is cut off or damaged after %,d unpacked bytes (%s)".formatted(bytes, e.getMessage());
        }
        PrefixHash.Prefix all = damage.isEmpty() ? hash.soFar() : hash.wholeLines();
        if (all.bytes() == 0) {
            throw new UnusableException(
                    damage.isEmpty()
                            ? "is empty"
                            : damage + ", before the end of its first line: nothing can be loaded");
        }
        byte[] kept = Arrays.copyOf(head, (int) Math.min(headLength, all.bytes()));
        return new Fingerprint(
                all.bytes(),
                all.sha256(),
                Base64.getEncoder().encodeToString(kept),
                damage,
                Map.copyOf(hash.prefixes()));
    }

    boolean isDamaged() {
        return !damage.isEmpty();
    }
}
