package org.chengyun.ingest.progress;

import java.sql.SQLException;
import java.util.Map;

/** What the engine has committed. Thread-safe. */
@FunctionalInterface
public interface EngineProgress {
    /**
     * The next offset to read per partition, for those that were ever read.
     *
     * @param job {@code live} for observations, {@code quarantine} for rejected records
     * @throws SQLException if the database does not answer
     */
    Map<Integer, Long> nextOffsets(String job, String topic) throws SQLException;
}
