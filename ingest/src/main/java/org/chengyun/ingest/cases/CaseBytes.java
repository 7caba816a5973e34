package org.chengyun.ingest.cases;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.cases.CaseState.Fact;

/**
 * A state as bytes, about 14 for a case that was opened and closed.
 *
 * <p>First byte: version 1 in the upper half, then whether times are in seconds instead of milliseconds, the case was
 * closed at the time up to which all is known, and there is such a time. Then the opening, that time relative to the
 * opening, and each fact: its time relative to the one before (the first: to the opening) and one byte, evidence and
 * whether it is a turn. Times are zigzag varints.
 */
public final class CaseBytes {
    private static final int VERSION = 1;
    private static final int SECONDS = 1;
    private static final int CLOSED_THEN = 2;
    private static final int KNOWN_TO = 4;
    private static final int TURN = 0x40;
    private static final long SECOND_MS = 1000;

    private final byte[] bytes;
    private int at;

    private CaseBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static byte[] write(CaseState state) {
        boolean known = state.knownToMs() != CaseState.NOTHING;
        boolean whole = state.openedMs() % SECOND_MS == 0
                && (!known || state.knownToMs() % SECOND_MS == 0)
                && state.facts().stream().allMatch(fact -> fact.atMs() % SECOND_MS == 0);
        long unit = whole ? SECOND_MS : 1;
        var out = new ByteArrayOutputStream(16);
        out.write(
                VERSION << 4 | (whole ? SECONDS : 0) | (state.closedThen() ? CLOSED_THEN : 0) | (known ? KNOWN_TO : 0));
        long opened = state.openedMs() / unit;
        varint(out, opened);
        if (known) {
            varint(out, state.knownToMs() / unit - opened);
        }
        long before = opened;
        for (Fact fact : state.facts()) {
            long time = fact.atMs() / unit;
            varint(out, time - before);
            out.write(fact.evidence().code() | (fact.isTurn() ? TURN : 0));
            before = time;
        }
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** @throws IllegalStateException if these bytes are of a version that is not known here */
    public static CaseState read(byte[] bytes) {
        return new CaseBytes(bytes).state();
    }

    private CaseState state() {
        int first = bytes[at++];
        if (first >> 4 != VERSION) {
            throw new IllegalStateException(
                    "what is known of a case was written in version %d; this program knows version %d"
                            .formatted(first >> 4, VERSION));
        }
        long unit = (first & SECONDS) == 0 ? 1 : SECOND_MS;
        long opened = varint();
        long known = (first & KNOWN_TO) == 0 ? CaseState.NOTHING : (opened + varint()) * unit;
        List<Fact> facts = new ArrayList<>();
        for (long time = opened; at < bytes.length; ) {
            time += varint();
            int kind = bytes[at++];
            facts.add(new Fact(time * unit, Evidence.of(kind & ~TURN), (kind & TURN) != 0));
        }
        return new CaseState(opened * unit, known, (first & CLOSED_THEN) != 0, facts);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }
}
