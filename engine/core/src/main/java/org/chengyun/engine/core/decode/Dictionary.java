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
 * <p>Open addressing over the UTF-8 bytes. Codes are dense, from 0, and never change; two codes never have the same
 * {@link #text}. Not thread-safe: one thread adds; {@link #text} of a code may be read by a thread that got the code
 * through a safe hand-over.
 */
public final class Dictionary {
    /** Answer for bytes that are not well-formed UTF-8 or hold a NUL, which the database cannot store. */
    public static final int MALFORMED = -1;

    private static final int LONGEST = 480;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Texts come from the open internet; a hash that nobody can foresee keeps them from being made to collide. */
    private static final long SEED = new SecureRandom().nextLong();

    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private int[] slots = new int[1 << 10];
    private int[] hashes = new int[1 << 9];
    private byte[][] keys = new byte[1 << 9][];
    private volatile String[] texts = new String[1 << 9];
    private int size;

    public int size() {
        return size;
    }

    /** The code of a text, given as UTF-8; a new one if it was not seen before. */
    public int code(byte[] buffer, int offset, int length) {
        if (length > LONGEST) {
            String text = decode(buffer, offset, length);
            // By its short form, which is its text: whoever sends just that form means the same series.
            return text == null ? MALFORMED : code(ShortText.of(text, LONGEST));
        }
        int hash = hash(buffer, offset, length);
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int code = entry - 1;
            if (hashes[code] == hash && equal(keys[code], buffer, offset, length)) {
                return code;
            }
            slot = (slot + 1) & mask;
        }
        return add(hash, slot, buffer, offset, length);
    }

    public int code(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return code(utf8, 0, utf8.length);
    }

    /** The text of a code, shortened if it is too long to be a key of the database (see {@link ShortText}). */
    public String text(int code) {
        return texts[code];
    }

    private int add(int hash, int slot, byte[] buffer, int offset, int length) {
        String text = decode(buffer, offset, length);
        if (text == null) {
            return MALFORMED;
        }
        if (size == keys.length) {
            grow();
            return code(buffer, offset, length);
        }
        keys[size] = Arrays.copyOfRange(buffer, offset, offset + length);
        hashes[size] = hash;
        texts[size] = text;
        slots[slot] = ++size;
        return size - 1;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        texts = Arrays.copyOf(texts, size * 2);
        slots = new int[size * 4];
        int mask = slots.length - 1;
        for (int code = 0; code < size; code++) {
            int slot = hashes[code] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code + 1;
        }
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
        int end = offset + length;
        int at = offset;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            hash = fold(hash ^ (long) WORDS.get(buffer, at));
        }
        long rest = 0;
        for (; at < end; at++) {
            rest = rest << 8 | (buffer[at] & 0xff);
        }
        hash = fold(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    private static long fold(long word) {
        return word * MULTIPLIER ^ Math.multiplyHigh(word, MULTIPLIER);
    }
}
