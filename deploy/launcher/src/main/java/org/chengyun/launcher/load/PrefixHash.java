package org.chengyun.launcher.load;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * SHA-256 of a stream and, on the way, of its beginnings of given lengths and of its part up to the last line end. One
 * pass: a digest is copied where an answer is wanted.
 *
 * <p>Not thread-safe.
 */
final class PrefixHash {
    /**
     * A beginning of the stream.
     *
     * @param endsLine whether its last byte is a line feed
     */
    record Prefix(long bytes, String sha256, boolean endsLine) {}

    private final MessageDigest digest;
    private final NavigableSet<Long> lengths;
    private final SortedMap<Long, Prefix> prefixes = new TreeMap<>();
    private long bytes;
    private boolean endsLine;
    private Prefix lines = new Prefix(0, "", true);

    /** @param lengths of the beginnings to hash; those longer than the stream get no answer */
    PrefixHash(Iterable<Long> lengths) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        this.lengths = new TreeSet<>();
        lengths.forEach(this.lengths::add);
    }

    void update(byte[] buffer, int length) {
        int lastLineEnd = lastLineEnd(buffer, length);
        int at = 0;
        while (at < length) {
            int until = length;
            if (at <= lastLineEnd) {
                until = lastLineEnd + 1;
            }
            Long boundary = lengths.higher(bytes);
            if (boundary != null && boundary - bytes < until - at) {
                until = at + (int) (boundary - bytes);
            }
            digest.update(buffer, at, until - at);
            bytes += until - at;
            at = until;
            endsLine = buffer[at - 1] == '\n';
            if (lengths.contains(bytes)) {
                prefixes.put(bytes, soFar());
            }
            if (at == lastLineEnd + 1) {
                lines = soFar();
            }
        }
    }

    /** Everything so far. */
    Prefix soFar() {
        return new Prefix(bytes, HexFormat.of().formatHex(copy().digest()), endsLine);
    }

    /** The part up to and including the last line feed; no bytes if there is none. */
    Prefix wholeLines() {
        return lines;
    }

    /** The asked beginnings that the stream was long enough for, by length. */
    SortedMap<Long, Prefix> prefixes() {
        return prefixes;
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
        }
    }

    private static int lastLineEnd(byte[] buffer, int length) {
        int at = length - 1;
        while (at >= 0 && buffer[at] != '\n') {
            at--;
        }
        return at;
    }
}
