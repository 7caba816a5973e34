package org.chengyun.engine.runner.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Stands on one record of a decompressed batch and moves to the next. Layout: Kafka protocol, "Record" of message format
 * version 2. Reused; not thread-safe.
 */
public final class RecordCursor {
    private static final int NOTHING = -1;

    private byte[] bytes = new byte[0];
    /** Next byte to read, and the end of what may be read. */
    private int at;

    private int limit;
    private long baseOffset;
    private long baseTimestampMs;

    private long offset;
    private long timestampMs;
    private int valueAt;
    private int valueLength;
    private int headersAt;
    private int end;

    void open(byte[] records, int from, int to, long firstOffset, long firstTimestampMs) {
        bytes = records;
        at = from;
        limit = to;
        baseOffset = firstOffset;
        baseTimestampMs = firstTimestampMs;
    }

    /** @throws MalformedBatch if the bytes do not hold another record */
    void next() {
        long length = varlong();
        if (length < 0 || length > limit - at) {
            throw new MalformedBatch("a record of %d bytes at offset %d or behind it".formatted(length, baseOffset));
        }
        end = at + (int) length;
        at++;
        timestampMs = baseTimestampMs + varlong();
        offset = baseOffset + varlong();
        skip();
        valueLength = length();
        valueAt = at;
        at += Math.max(0, valueLength);
        headersAt = at;
        if (at > end) {
            throw new MalformedBatch("the record at offset %d is longer than it says".formatted(offset));
        }
        at = end;
    }

    /** Whether all bytes are used up. */
    boolean isAtEnd() {
        return at == limit;
    }

    public long offset() {
        return offset;
    }

    /** When the broker or the producer says that it was written, epoch ms. */
    public long timestampMs() {
        return timestampMs;
    }

    /** The array that holds the value; valid until the next record. */
    public byte[] bytes() {
        return bytes;
    }

    public int valueAt() {
        return valueAt;
    }

    /** Length of the value in bytes; −1 if there is none. */
    public int valueLength() {
        return valueLength;
    }

    /** A copy of the value, empty if there is none. */
    public byte[] value() {
        return value(Integer.MAX_VALUE);
    }

    /** A copy of the first bytes of the value, {@code most} at most; empty if there is none. */
    public byte[] value(int most) {
        return Arrays.copyOfRange(bytes, valueAt, valueAt + Math.clamp(valueLength, 0, most));
    }

    /** The text of the last header of that name, else {@code absent}, so if they cannot be read. For the few that are kept. */
    public String header(String name, String absent) {
        at = headersAt;
        String found = absent;
        try {
            for (long rest = varlong(); rest > 0; rest--) {
                String key = text(length());
                int length = length();
                found = key.equals(name) && length != NOTHING ? text(length) : skipped(length, found);
            }
        } catch (MalformedBatch e) {
            return absent;
        } finally {
            at = end;
        }
        return found;
    }

    private String skipped(int length, String found) {
        at += Math.max(0, length);
        return found;
    }

    private String text(int length) {
        int from = at;
        at += Math.max(0, length);
        return at <= end ? new String(bytes, from, at - from, StandardCharsets.UTF_8) : "";
    }

    private void skip() {
        int length = length();
        at += Math.max(0, length);
    }

    private int length() {
        long length = varlong();
        if (length < NOTHING || length > limit - at) {
            throw new MalformedBatch("a field of %d bytes at offset %d".formatted(length, offset));
        }
        return (int) length;
    }

    /** Zigzag, least significant group first. */
    private long varlong() {
        long value = 0;
        for (int shift = 0; shift < 70 && at < limit; shift += 7) {
            byte b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new MalformedBatch("a number without end behind offset %d".formatted(baseOffset));
    }
}
