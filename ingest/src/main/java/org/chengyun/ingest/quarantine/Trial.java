package org.chengyun.ingest.quarantine;

import java.util.List;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.jspecify.annotations.Nullable;

/** What came of reading a kept record again. */
sealed interface Trial {
    /**
     * It can be read now.
     *
     * @param cases whose cases they are; null if they are none
     * @param rest records within it that still cannot be read; they are kept each by itself
     */
    record Decodable(
            @Nullable String cases, List<@Nullable Object[]> observations, List<CaseRecord> told, List<Rest> rest)
            implements Trial {}

    /** The engine would take it now. */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
    record Acceptable(byte[] key) implements Trial {}

    /** It was read, and fails, for the same reason or another. */
    record Unreadable(String reason, String detail) implements Trial {}

    /** It cannot be read at all, whatever is mended; it stays as it is. */
    record Untried(String why) implements Trial {}

    /** A part of a kept record. */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, compared by nobody
    record Rest(Reason reason, String detail, byte[] bytes, int at, ReadAs how) {}
}
