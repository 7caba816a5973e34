package org.chengyun.ingest.tail;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What the begin of a file looks like.
 *
 * @param hash of the first bytes, hexadecimal
 * @param bytes how many
 */
record Fingerprint(String hash, int bytes) {
    /** How much of a file is looked at. */
    static final int MAX_BYTES = 1024;

    static final Fingerprint NOTHING = new Fingerprint("", 0);

    /** @param head the first bytes of a file; at most {@link #MAX_BYTES} of them count */
    static Fingerprint of(byte[] head) {
        int bytes = Math.min(head.length, MAX_BYTES);
        return bytes == 0 ? NOTHING : new Fingerprint(hash(Arrays.copyOf(head, bytes)), bytes);
    }

    /** True if a file that begins with {@code head} may be the one that this was taken of. */
    boolean fits(byte[] head) {
        return head.length >= bytes && of(Arrays.copyOf(head, bytes)).equals(this);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
