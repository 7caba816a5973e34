package org.chengyun.engine.core.dedupe;

import static org.chengyun.engine.core.time.PartitionProgress.NONE;

import java.security.SecureRandom;

/**
 * The keys of one partition's readings within the horizon. What it says depends on the readings alone, in their order,
 * and not on when memory was cleared up, nor on what was restored and what was seen.
 *
 * <p>Open addressing in one array, three longs a slot: the 128 bits of the key, event time + 1. A slot is live while its
 * event time is within the horizon; when three quarters are taken the live ones move to a table twice as large as they
 * need. Not thread-safe: the poll thread owns it.
 */
final class SeenKeys {
    private static final int SLOT = 3;
    private static final int FEWEST = 64;
    /** Readings come from the open internet; nobody can make places collide that he cannot foresee. No answer depends on it. */
    private static final long SECRET = new SecureRandom().nextLong();

    private static final long OTHER_SECRET = new SecureRandom().nextLong();

    private final long withinMs;
    private long newestMs;
    private long[] slots = new long[FEWEST * SLOT];
    private int taken;

    /** @param newestMs newest event time of the partition so far, epoch ms, or {@link org.chengyun.engine.core.time.PartitionProgress#NONE} */
    SeenKeys(long withinMs, long newestMs) {
        this.withinMs = withinMs;
        this.newestMs = newestMs;
    }

    /** The next reading of the partition. It moves the horizon, even if it is a repetition. */
    Sighting see(long first, long second, long eventTimeMs) {
        newestMs = Math.max(newestMs, eventTimeMs);
        long horizonMs = horizonMs();
        if (eventTimeMs < horizonMs) {
            return Sighting.UNCHECKED;
        }
        int slot = find(slots, first, second);
        long stored = slots[slot + 2];
        if (stored == 0) {
            fill(slot, first, second, eventTimeMs);
            return Sighting.FIRST;
        }
        if (stored - 1 >= horizonMs) {
            return Sighting.REPEATED;
        }
        slots[slot + 2] = eventTimeMs + 1;
        return Sighting.FIRST;
    }

    /** Remembers a key from before; the later of two event times stands. */
    void restore(long first, long second, long eventTimeMs) {
        if (eventTimeMs < horizonMs()) {
            return;
        }
        int slot = find(slots, first, second);
        if (slots[slot + 2] == 0) {
            fill(slot, first, second, eventTimeMs);
        } else {
            slots[slot + 2] = Math.max(slots[slot + 2], eventTimeMs + 1);
        }
    }

    /** Event times before it are beyond the horizon, epoch ms. */
    long horizonMs() {
        return newestMs == NONE ? NONE : newestMs - withinMs;
    }

    /** Bytes that the table takes. */
    long bytes() {
        return (long) slots.length * Long.BYTES;
    }

    private void fill(int slot, long first, long second, long eventTimeMs) {
        slots[slot] = first;
        slots[slot + 1] = second;
        slots[slot + 2] = eventTimeMs + 1;
        taken++;
        if (taken > slots.length / SLOT / 4 * 3) {
            moveLive();
        }
    }

    private void moveLive() {
        long oldest = Math.max(1, horizonMs() + 1);
        int live = 0;
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            if (slots[slot + 2] >= oldest) {
                live++;
            }
        }
        long[] roomy = new long[Math.multiplyExact(Math.max(FEWEST, live * 2), SLOT)];
        for (int slot = 0; slot < slots.length; slot += SLOT) {
            if (slots[slot + 2] >= oldest) {
                System.arraycopy(slots, slot, roomy, find(roomy, slots[slot], slots[slot + 1]), SLOT);
            }
        }
        slots = roomy;
        taken = live;
    }

    /** The slot of a key, or the free one where it belongs. */
    private static int find(long[] table, long first, long second) {
        int slot = (int) Math.unsignedMultiplyHigh(place(first ^ SECRET, second ^ OTHER_SECRET), table.length / SLOT)
                * SLOT;
        while (table[slot + 2] != 0 && (table[slot] != first || table[slot + 1] != second)) {
            slot += SLOT;
            if (slot == table.length) {
                slot = 0;
            }
        }
        return slot;
    }

    private static long place(long one, long other) {
        return one * other ^ Math.multiplyHigh(one, other);
    }
}
