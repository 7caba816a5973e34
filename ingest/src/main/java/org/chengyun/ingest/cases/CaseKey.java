package org.chengyun.ingest.cases;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits of a hash that stand for a case, or for a record that could not be read. */
public record CaseKey(long high, long low) {
    public static final int BYTES = 16;

    /** The key of a case. */
    public static CaseKey ofCase(String id) {
        return hash((byte) 'c', id.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a record that could not be read. */
    public static CaseKey ofRejected(byte[] bytes) {
        return hash((byte) 'r', bytes);
    }

    private static CaseKey hash(byte kind, byte[] bytes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(kind);
            return read(ByteBuffer.wrap(sha256.digest(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The key in the next 16 bytes. */
    public static CaseKey read(ByteBuffer bytes) {
        return new CaseKey(bytes.getLong(), bytes.getLong());
    }

    public void write(ByteBuffer bytes) {
        bytes.putLong(high).putLong(low);
    }
}
