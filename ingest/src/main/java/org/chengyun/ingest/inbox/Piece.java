package org.chengyun.ingest.inbox;

import java.util.function.Supplier;
import org.chengyun.ingest.decode.Reason;

/** Something that arrived. Owns its bytes, which nobody changes. */
public sealed interface Piece {
    byte[] bytes();

    /** Where it came from, for people. */
    String source();

    /** What it takes in memory, about. */
    default long size() {
        return bytes().length + 64L;
    }

    /** Whole records in the feed's format. */
    final class Records implements Piece {
        private final byte[] bytes;
        private final Supplier<String> source;
        private final Runnable committed;

        /** From a sender that waits for no answer. */
        public Records(byte[] bytes, Supplier<String> source) {
            this(bytes, source, () -> {});
        }

        /** @param committed called once Kafka has them for good */
        public Records(byte[] bytes, Supplier<String> source, Runnable committed) {
            this.bytes = bytes;
            this.source = source;
            this.committed = committed;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String source() {
            return source.get();
        }

        void committed() {
            committed.run();
        }
    }

    /** The transport itself could not make a record of it; it goes to quarantine. */
    final class Unreadable implements Piece {
        private final Reason reason;
        private final String detail;
        private final byte[] bytes;
        private final String source;

        public Unreadable(Reason reason, String detail, byte[] bytes, String source) {
            this.reason = reason;
            this.detail = detail;
            this.bytes = bytes;
            this.source = source;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String source() {
            return source;
        }

        Reason reason() {
            return reason;
        }

        String detail() {
            return detail;
        }
    }

    /** Of no interest by the feed's definition; counted only. */
    final class Filtered implements Piece {
        private final byte[] bytes;

        public Filtered(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String source() {
            return "";
        }
    }
}
