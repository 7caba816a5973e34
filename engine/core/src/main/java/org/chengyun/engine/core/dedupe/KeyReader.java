package org.chengyun.engine.core.dedupe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.engine.core.decode.Row;

/**
 * Writes the fields by which a repetition is known one behind the other, each so that no other row gives the same bytes,
 * and hashes them. Not thread-safe.
 */
final class KeyReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Zeros that the hash wants behind the bytes. */
    private static final int ROOM = 16;

    private final Field[] fields;
    private final int[] indexes;
    private final long seed;
    private final Hash128 hash = new Hash128();
    private byte[] bytes = new byte[256];
    private int length;

    KeyReader(Schema schema, Dataset.Dedupe dedupe) {
        this.indexes = dedupe.by().stream().mapToInt(schema::indexOf).toArray();
        this.fields = Arrays.stream(indexes).mapToObj(schema::field).toArray(Field[]::new);
        // Keys by other fields are never the same.
        byte[] names = String.join(",", dedupe.by()).getBytes(StandardCharsets.UTF_8);
        hash.of(Arrays.copyOf(names, names.length + ROOM), names.length, 0);
        this.seed = hash.first;
    }

    private KeyReader(Field[] fields, int[] indexes, long seed) {
        this.fields = fields;
        this.indexes = indexes;
        this.seed = seed;
    }

    /** One that gives the same keys, for another thread. */
    KeyReader another() {
        return new KeyReader(fields, indexes, seed);
    }

    /** The key of a row; it is gone with the next call. */
    Hash128 read(Row row) {
        length = 0;
        for (int i = 0; i < indexes.length; i++) {
            int field = indexes[i];
            if (!row.present(field)) {
                word(-1);
                continue;
            }
            switch (fields[i].type()) {
                case TEXT -> text(row, field);
                case NUMBER -> number(Double.doubleToLongBits(row.number(field) + 0.0));
                case INTEGER, TIME -> number(row.whole(field));
                case BOOLEAN -> word(row.code(field));
            }
        }
        require(ROOM);
        Arrays.fill(bytes, length, length + ROOM, (byte) 0);
        hash.of(bytes, length, seed);
        return hash;
    }

    /** Its length comes first: a text may hold anything. */
    private void text(Row row, int field) {
        int of = row.textLength(field);
        word(of);
        require(of);
        System.arraycopy(row.textBytes(field), row.textFrom(field), bytes, length, of);
        length += of;
    }

    /** Behind a mark that there is one. */
    private void number(long value) {
        word(0);
        require(Long.BYTES);
        LONGS.set(bytes, length, value);
        length += Long.BYTES;
    }

    private void word(int value) {
        require(Integer.BYTES);
        INTS.set(bytes, length, value);
        length += Integer.BYTES;
    }

    private void require(int room) {
        if (bytes.length - length < room) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + room));
        }
    }
}
