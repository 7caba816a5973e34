package org.chengyun.engine.runner.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Damages batches where they lie on the disk of a running broker, which sends them as they are. */
enum BatchDamage {
    CHECKSUM("batch-checksum-wrong") {
        @Override
        void change(ByteBuffer batch) {
            batch.put(batch.limit() - 1, (byte) (batch.get(batch.limit() - 1) + 1));
        }
    },
    RECORD("batch-malformed") {
        @Override
        void change(ByteBuffer batch) {
            batch.put(BODY_AT, (byte) 1);
            seal(batch);
        }
    },
    COMPRESSION("batch-not-decompressible") {
        @Override
        void change(ByteBuffer batch) {
            batch.put(ATTRIBUTES_AT + 1, (byte) (batch.get(ATTRIBUTES_AT + 1) | LZ4));
            seal(batch);
        }
    };

    private static final int LENGTH_AT = 8;
    private static final int CRC_AT = 17;
    private static final int ATTRIBUTES_AT = 21;
    private static final int BODY_AT = 61;
    private static final int LZ4 = 3;

    /** What the quarantine must say. */
    final String reason;

    BatchDamage(String reason) {
        this.reason = reason;
    }

    abstract void change(ByteBuffer batch);

    private static void seal(ByteBuffer batch) {
        var checksum = new CRC32C();
        checksum.update(batch.slice(ATTRIBUTES_AT, batch.limit() - ATTRIBUTES_AT));
        batch.putInt(CRC_AT, (int) checksum.getValue());
    }

    /** Damages the only batch of a partition that holds a text. */
    void to(Path kafka, String partition, String text) throws IOException {
        Path segment = kafka.resolve("data").resolve(partition).resolve("00000000000000000000.log");
        byte[] bytes = Files.readAllBytes(segment);
        int at = 0;
        for (int size = size(bytes, at); !holds(bytes, at, size, text); size = size(bytes, at)) {
            at += size;
        }
        change(ByteBuffer.wrap(bytes, at, size(bytes, at)).slice());
        try (var file = Files.newByteChannel(segment, StandardOpenOption.WRITE)) {
            file.position(at).write(ByteBuffer.wrap(bytes, at, size(bytes, at)));
        }
    }

    private static int size(byte[] bytes, int at) {
        return LENGTH_AT + Integer.BYTES + ByteBuffer.wrap(bytes).getInt(at + LENGTH_AT);
    }

    private static boolean holds(byte[] bytes, int at, int size, String text) {
        return new String(Arrays.copyOfRange(bytes, at, at + size), StandardCharsets.ISO_8859_1).contains(text);
    }
}
