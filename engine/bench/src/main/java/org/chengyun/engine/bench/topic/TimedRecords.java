package org.chengyun.engine.bench.topic;

/** Records whose event time the caller decides. */
interface TimedRecords extends Records {
    byte[] value(long i, long eventTimeMs);

    /** A reading of a sensor that no event has. */
    byte[] probe(String sensor, long eventTimeMs);
}
