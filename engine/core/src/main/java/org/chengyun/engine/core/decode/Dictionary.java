package org.chengyun.engine.core.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives each distinct text a small number, its code: texts are compared and grouped by code, and become strings once.
 *
 * <p>Open addressing over the UTF-8 bytes. Codes are dense, from 0, and never change. Not thread-safe: one thread adds;
 * {@link #text} of a code may be read by a thread that got the code through a safe hand-over.
 */
public final class Dictionary {
    /** Answer for bytes that are not well-formed UTF-8 or hold a NUL, which the database cannot store. */
    public static final int MALFORMED = -1;

    private static final int LONGEST = 480;

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
        return add(hash, slot, Arrays.copyOfRange(buffer, offset, offset + length));
    }

    public int code(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return code(utf8, 0, utf8.length);
    }

    /** The text of a code, shortened if it is too long to be a key of the database (see {@link ShortText}). */
    public String text(int code) {
        return texts[code];
    }

    private int add(int hash, int slot, byte[] key) {
        String text = decode(key);
        if (text == null || text.indexOf('\0') >= 0) {
            return MALFORMED;
        }
        if (size == keys.length) {
            grow();
            return code(key, 0, key.length);
        }
        keys[size] = key;
        hashes[size] = hash;
        texts[size] = key.length <= LONGEST ? text : ShortText.of(text, LONGEST);
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

    private static @Nullable String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean equal(byte[] key, byte[] buffer, int offset, int length) {
        return Arrays.equals(key, 0, key.length, buffer, offset, offset + length);
    }

    private static int hash(byte[] buffer, int offset, int length) {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + buffer[i];
        }
        // Spread the high bits: the table uses the low ones.
        return hash ^ (hash >>> 16);
    }
}
