package org.chengyun.ingest.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chengyun.ingest.load.LoadRequest;

/**
 * Tells which content it is, whatever the file's name and packing.
 *
 * @param bytes unpacked
 * @param sha256 of all of it, hexadecimal
 * @param head its first bytes in base64
 * @param prefixes its beginnings of the lengths that were asked for, as far as it is longer
 */
record Identity(long bytes, String sha256, String head, Map<Long, Prefix> prefixes) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * A beginning.
     *
     * @param endsLine whether its last byte is a line feed
     */
    record Prefix(String sha256, boolean endsLine) {}

    /**
     * Reads all of it.
     *
     * @param lengths of beginnings that are of interest
     */
    static Identity of(InputStream content, Collection<Long> lengths) throws IOException {
        NavigableSet<Long> boundaries = new TreeSet<>(lengths);
        Map<Long, Prefix> prefixes = new TreeMap<>();
        MessageDigest digest = newDigest();
        byte[] head = content.readNBytes(LoadRequest.HEAD_BYTES);
        byte[] buffer = Arrays.copyOf(head, Math.max(head.length, BUFFER_BYTES));
        long bytes = 0;
        for (int length = head.length; length > 0; length = content.read(buffer)) {
            int at = 0;
            while (at < length) {
                Long boundary = boundaries.higher(bytes);
                int part = boundary == null ? length - at : (int) Math.min(length - at, boundary - bytes);
                digest.update(buffer, at, part);
                at += part;
                bytes += part;
                if (boundary != null && boundary == bytes) {
                    prefixes.put(bytes, new Prefix(hex(copy(digest)), buffer[at - 1] == '\n'));
                }
            }
        }
        return new Identity(bytes, hex(digest), Base64.getEncoder().encodeToString(head), prefixes);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
