package org.chengyun.engine.runner.log;

import static org.chengyun.engine.runner.log.Unreadable.Reason.CHECKSUM_WRONG;
import static org.chengyun.engine.runner.log.Unreadable.Reason.FORMAT_UNSUPPORTED;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The header of a record batch (Kafka protocol, "RecordBatch", message format version 2). Reused; not thread-safe. */
final class BatchHeader {
    static final int SIZE = 61;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int BEFORE_LENGTH = 12;
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;

    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[0];
    private int at;

    /**
     * True if a whole batch lies between {@code from} and {@code to}: a fetch may end within one.
     *
     * @throws MalformedBatch if it cannot be a batch
     */
    boolean open(byte[] records, int from, int to) {
        bytes = records;
        at = from;
        if (to - from < SIZE) {
            return false;
        }
        if (size() < SIZE) {
            throw new MalformedBatch("a batch of %d bytes at offset %d".formatted(size(), baseOffset()));
        }
        return to - from >= size();
    }

    /** Bytes of the whole batch. */
    int size() {
        // A length near the largest number is no length: it must not turn negative, nor small.
        return (int) Math.min(Integer.MAX_VALUE, (long) BEFORE_LENGTH + integer(8));
    }

    /** @throws MalformedBatch if the checksum is wrong, or the format is too old to have one */
    void requireSound() {
        if (bytes[at + MAGIC_AT] != 2) {
            throw new MalformedBatch(
                    FORMAT_UNSUPPORTED,
                    "the records at offset %d are in message format %d, which Kafka 4 does not write any more"
                            .formatted(baseOffset(), bytes[at + MAGIC_AT]));
        }
        checksum.reset();
        checksum.update(bytes, at + ATTRIBUTES_AT, size() - ATTRIBUTES_AT);
        if ((int) checksum.getValue() != integer(CRC_AT)) {
            throw new MalformedBatch(
                    CHECKSUM_WRONG, "the batch at offset %d has a wrong checksum".formatted(baseOffset()));
        }
    }

    long baseOffset() {
        return (long) LONGS.get(bytes, at);
    }

    long lastOffset() {
        return baseOffset() + integer(23);
    }

    /** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
    int compression() {
        return attributes() & 0x07;
    }

    boolean isTransactional() {
        return (attributes() & 0x10) != 0;
    }

    /** A marker: the end of a transaction. */
    boolean isControl() {
        return (attributes() & 0x20) != 0;
    }

    long baseTimestampMs() {
        return (long) LONGS.get(bytes, at + 27);
    }

    long producerId() {
        return (long) LONGS.get(bytes, at + 43);
    }

    int count() {
        return integer(57);
    }

    private int attributes() {
        return bytes[at + ATTRIBUTES_AT + 1];
    }

    private int integer(int offset) {
        return (int) INTS.get(bytes, at + offset);
    }
}
