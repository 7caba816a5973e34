package org.chengyun.engine.runner.loop;

/**
 * What the engine may hold, derived from the heap. Of the heap a quarter is for texts and series, a quarter for batches and
 * an eighth for what is fetched; the rest is for the other parts of the application and for the collector.
 *
 * @param knownBytes of texts and series of all datasets together
 * @param batchBytes of the deltas of one batch of one dataset
 * @param fetchBytes of one answer of Kafka to one dataset; a larger single record is read all the same
 */
public record MemoryPlan(long knownBytes, long batchBytes, int fetchBytes) {
    /**
     * What the deltas of a batch are multiplied by: two of them are filled in turn, each may have room for twice its rows, and
     * being committed its rows stand in a buffer of up to twice their size; the deltas of all lanes are merged into those of
     * the first.
     */
    private static final int BATCHES = 10;
    /** One answer is being taken, one has come, one is on its way; and a batch of it is decompressed in each lane. */
    private static final int ANSWERS = 4;

    private static final long SMALLEST_FETCH = 1 << 20;
    private static final long LARGEST_FETCH = 8 << 20;

    public MemoryPlan {
        if (knownBytes < 1 || batchBytes < 1 || fetchBytes < 1) {
            throw new IllegalArgumentException(
                    "known %d, batch %d, fetch %d bytes".formatted(knownBytes, batchBytes, fetchBytes));
        }
    }

    /** @param datasets how many of them share the heap */
    public static MemoryPlan of(long heapBytes, int datasets) {
        long fetchBytes = Math.clamp(heapBytes / 8 / datasets / ANSWERS, SMALLEST_FETCH, LARGEST_FETCH);
        return new MemoryPlan(heapBytes / 4, heapBytes / 4 / datasets / BATCHES, Math.toIntExact(fetchBytes));
    }
}
