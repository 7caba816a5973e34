package org.chengyun.engine.bench.topic;

/**
 * Writes the records of a topic. Not thread-safe: one per thread.
 *
 * <p>What is written for {@code (i)} depends on nothing but {@code i}.
 */
public interface Records {
    /** Number of the key of event {@code i}; decides the partition. */
    int key(long i);

    byte[] keyBytes(int key);

    byte[] value(long i);

    /** The end marker of a partition. */
    byte[] marker(int partition);
}
