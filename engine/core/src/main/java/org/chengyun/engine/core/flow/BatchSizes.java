package org.chengyun.engine.core.flow;

/** How large batches are now. */
public interface BatchSizes {
    /** Shortest time from one hand-over to the next, ns. */
    long intervalNs();

    /** A batch with so many rows waits for nothing, and nothing more is read into it. */
    int mostRows();

    /** A batch whose deltas take so many bytes of heap likewise. */
    long mostBytes();

    /** Sizes that never change. */
    static BatchSizes fixed(long intervalNs, int mostRows) {
        return new BatchSizes() {
            @Override
            public long intervalNs() {
                return intervalNs;
            }

            @Override
            public int mostRows() {
                return mostRows;
            }

            @Override
            public long mostBytes() {
                return Long.MAX_VALUE;
            }
        };
    }
}
