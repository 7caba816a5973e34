package org.chengyun.engine.bench.contestant;

import java.util.Arrays;

/** Numbers texts in the order of their first appearance; open addressing over their bytes. Not thread-safe. */
final class Names {
    private byte[][] names = new byte[1024][];
    private int[] table = new int[4096];
    private int size;

    int size() {
        return size;
    }

    byte[] name(int number) {
        return names[number];
    }

    int number(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        int mask = table.length - 1;
        for (int slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
            int number = table[slot] - 1;
            if (number < 0) {
                return add(Arrays.copyOfRange(bytes, from, to), slot);
            }
            byte[] name = names[number];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return number;
            }
        }
    }

    private static int mix(int hash) {
        return hash ^ (hash >>> 15);
    }

    private int add(byte[] name, int slot) {
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
        }
        names[size++] = name;
        table[slot] = size;
        if (size * 3 > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int hash = 0;
            for (byte b : names[number]) {
                hash = hash * 31 + b;
            }
            int slot = mix(hash) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = number + 1;
        }
    }
}
