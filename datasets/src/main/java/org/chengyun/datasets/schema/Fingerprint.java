package org.chengyun.datasets.schema;

/** CRC-64-AVRO, as the Avro specification defines it ("Schema Fingerprints"). */
final class Fingerprint {
    private static final long EMPTY = 0xc15d213aa4d7a795L;
    private static final long[] TABLE = table();

    private Fingerprint() {}

    private static long[] table() {
        long[] table = new long[256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value >>> 1) ^ (EMPTY & -(value & 1));
            }
            table[i] = value;
        }
        return table;
    }

    static long of(byte[] bytes) {
        long value = EMPTY;
        for (byte b : bytes) {
            value = (value >>> 8) ^ TABLE[(int) (value ^ b) & 0xff];
        }
        return value;
    }
}
