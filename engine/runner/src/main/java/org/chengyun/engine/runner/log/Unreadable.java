package org.chengyun.engine.runner.log;

/**
 * A batch in Kafka, or the rest of one, whose records cannot be had.
 *
 * @param from offset of the first record that is lost
 * @param to offset behind the last, as far as the batch can be believed
 * @param bytes of the whole batch, at most {@link #KEPT}
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
public record Unreadable(long from, long to, Reason reason, String detail, byte[] bytes) {
    /** Most bytes that are kept. */
    static final int KEPT = 1 << 20;

    /** What is wrong with it. The codes are stable: quarantine and people use them. */
    public enum Reason {
        CHECKSUM_WRONG("batch-checksum-wrong"),
        NOT_DECOMPRESSIBLE("batch-not-decompressible"),
        /** The checksum is right, and yet it does not hold what it says: no producer of Kafka writes that. */
        MALFORMED("batch-malformed"),
        /** Written before Kafka 0.11. */
        FORMAT_UNSUPPORTED("batch-format-unsupported"),
        /** Kafka never sends all the bytes that it says it has. */
        CUT_OFF("batch-cut-off");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
