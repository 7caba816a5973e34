package org.chengyun.ingest.quarantine;

import org.chengyun.datasets.catalogue.Dataset;

/** Reads observations as the engine does. The application offers a bean of it; without one, none is sent again. */
public interface EngineReading {
    /** What the engine would say now. */
    Verdict read(Dataset dataset, byte[] observation);

    /** What it says. */
    sealed interface Verdict {
        /** @param key of the observation, by which it belongs to a partition */
        @SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
        record Good(byte[] key) implements Verdict {}

        /** @param reason stable code */
        record Bad(String reason, String detail) implements Verdict {}
    }
}
