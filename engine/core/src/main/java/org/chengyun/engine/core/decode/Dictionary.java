package org.chengyun.engine.core.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives each distinct text a small number, its code: texts are compared and grouped by code, and become strings once.
 *
 * <p>Open addressing over the UTF-8 bytes. A slot holds hash, length and code of a text and its first 24 bytes side by side,
 * so that most texts are found in one cache line. Codes are dense, from 0, and never change; two codes never have the same
 * {@link #text}.
 *
 * <p>Thread-safe: a text that is known is found without a lock, a new one is added under one.
 */
public final class Dictionary {
    /** Answer for bytes that are not well-formed UTF-8 or hold a NUL, which the database cannot store. */
    public static final int MALFORMED = -1;

    private static final int LONGEST = 480;
    private static final VarHandle HEADS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Texts come from the open internet; a hash that nobody can foresee keeps them from being made to collide. */
    private static final long SEED = new SecureRandom().nextLong();

    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    /** Of a reference, compressed as in all heaps below 32 GB. */
    private static final int REFERENCE = 4;
    /** Heads of a String and of two arrays, and what is lost to alignment. */
    private static final int TEXT_OBJECTS = 24 + 2 * 24;

    /** Longs of a slot: a head and the first words of the text. */
    private static final int SLOT = 4;

    private static final int BYTES_IN_SLOT = 24;
    /** A head holds, from the left, 32 bits of hash, 9 of length and 23 of code + 1, so that 0 is an empty slot. */
    private static final int CODE_BITS = 23;

    private static final int CODE = (1 << CODE_BITS) - 1;
    private static final int MOST = CODE - 1;

    private volatile long[] slots = new long[(1 << 10) * SLOT];
    private volatile byte[][] keys = new byte[1 << 9][];
    private volatile String[] texts = new String[1 << 9];
    private volatile int size;
    /** Of the keys and texts themselves. */
    private volatile long textBytes;

    public int size() {
        return size;
    }

    /** About how many bytes of heap it takes. */
    public long bytes() {
        return (long) slots.length * Long.BYTES + (long) (keys.length + texts.length) * REFERENCE + textBytes;
    }

    /** The code of a text, given as UTF-8; a new one if it was not seen before. */
    public int code(byte[] buffer, int offset, int length) {
        if (length > LONGEST) {
            String text = decode(buffer, offset, length);
            // By its short form, which is its text: whoever sends just that form means the same series.
            return text == null ? MALFORMED : code(ShortText.of(text, LONGEST));
        }
        long head = head(hash(buffer, offset, length), length);
        int known = find(head, buffer, offset, length);
        return known >= 0 ? known : add(head, buffer, offset, length);
    }

    /** The code of a text that has one; negative if it has none. */
    private int find(long head, byte[] buffer, int offset, int length) {
        long first = word(buffer, offset, length);
        long second = length > 8 ? word(buffer, offset + 8, length - 8) : 0;
        long third = length > 16 ? word(buffer, offset + 16, length - 16) : 0;
        long[] table = slots;
        int mask = table.length - SLOT;
        int slot = slot(head, mask);
        // A head is written behind all that belongs to it, so whoever sees it sees that, too.
        for (long entry = (long) HEADS.getAcquire(table, slot);
                entry != 0;
                entry = (long) HEADS.getAcquire(table, slot)) {
            if ((entry ^ head) >>> CODE_BITS == 0
                    && table[slot + 1] == first
                    && table[slot + 2] == second
                    && table[slot + 3] == third) {
                int code = (int) entry & CODE;
                if (length <= BYTES_IN_SLOT || equal(keys[code - 1], buffer, offset, length)) {
                    return code - 1;
                }
            }
            slot = (slot + SLOT) & mask;
        }
        return -1;
    }

    public int code(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return code(utf8, 0, utf8.length);
    }

    /** The text of a code, shortened if it is too long to be a key of the database (see {@link ShortText}). */
    public String text(int code) {
        return texts[code];
    }

    private synchronized int add(long head, byte[] buffer, int offset, int length) {
        int known = find(head, buffer, offset, length);
        if (known >= 0) {
            // Another thread was faster.
            return known;
        }
        String text = decode(buffer, offset, length);
        if (text == null) {
            return MALFORMED;
        }
        int code = size;
        if (code == MOST) {
            throw new IllegalStateException("a dictionary holds at most %d texts".formatted(MOST));
        }
        if (code == keys.length) {
            grow();
        }
        keys[code] = Arrays.copyOfRange(buffer, offset, offset + length);
        texts[code] = text;
        textBytes += TEXT_OBJECTS + 2L * length;
        place(slots, code);
        size = code + 1;
        return code;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        texts = Arrays.copyOf(texts, size * 2);
        long[] larger = new long[slots.length * 2];
        for (int code = 0; code < size; code++) {
            place(larger, code);
        }
        slots = larger;
    }

    private void place(long[] table, int code) {
        byte[] key = keys[code];
        long head = head(hash(key, 0, key.length), key.length);
        int mask = table.length - SLOT;
        int slot = slot(head, mask);
        while (table[slot] != 0) {
            slot = (slot + SLOT) & mask;
        }
        table[slot + 1] = word(key, 0, key.length);
        table[slot + 2] = key.length > 8 ? word(key, 8, key.length - 8) : 0;
        table[slot + 3] = key.length > 16 ? word(key, 16, key.length - 16) : 0;
        HEADS.setRelease(table, slot, head | (code + 1));
    }

    private static long head(int hash, int length) {
        return (long) hash << 32 | (long) length << CODE_BITS;
    }

    private static int slot(long head, int mask) {
        return ((int) (head >>> 32) * SLOT) & mask;
    }

    /** Up to eight bytes as a number; zero beyond {@code length}. */
    private static long word(byte[] buffer, int offset, int length) {
        if (length >= Long.BYTES) {
            return (long) WORDS.get(buffer, offset);
        }
        if (offset + Long.BYTES <= buffer.length) {
            return (long) WORDS.get(buffer, offset) & ((1L << (8 * length)) - 1);
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << 8 | (buffer[offset + i] & 0xff);
        }
        return word;
    }

    /** Whether bytes are a text: UTF-8 without a NUL. */
    static boolean isWellFormed(byte[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] <= 0) {
                return decode(buffer, offset, length) != null;
            }
        }
        return true;
    }

    private static @Nullable String decode(byte[] utf8, int offset, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8, offset, length))
                    .toString();
            return text.indexOf('\0') >= 0 ? null : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean equal(byte[] key, byte[] buffer, int offset, int length) {
        return Arrays.equals(key, 0, key.length, buffer, offset, offset + length);
    }

    /** Folds words of eight bytes into a secret state by secret multiplication, as wyhash does. */
    static int hash(byte[] buffer, int offset, int length) {
        long hash = SEED ^ length;
        int at = offset;
        int left = length;
        for (; left > Long.BYTES; left -= Long.BYTES, at += Long.BYTES) {
            hash = fold(hash ^ (long) WORDS.get(buffer, at));
        }
        hash = fold(hash ^ word(buffer, at, left));
        return (int) (hash ^ (hash >>> 32));
    }

    private static long fold(long word) {
        return word * MULTIPLIER ^ Math.multiplyHigh(word, MULTIPLIER);
    }
}
