package org.chengyun.dashboard.quarantine;

import java.util.List;
import org.chengyun.api.quarantine.QuarantineGroup;
import org.chengyun.api.quarantine.QuarantineReplay;
import org.chengyun.api.quarantine.QuarantineService.Reader;
import org.chengyun.api.quarantine.RecordsQuery;
import org.chengyun.api.quarantine.RejectedRecords;
import org.chengyun.api.quarantine.ReplayWish;

/**
 * Where the quarantine page gets its records from. Implementations are thread-safe and may block; each method throws an
 * unchecked exception whose message says why if it cannot be done.
 */
public interface QuarantineDesk {
    /** What waits, the most first. */
    List<QuarantineGroup> groups();

    /** A page of records, the newest first. */
    RejectedRecords records(RecordsQuery query, Reader by);

    /** Asks for records to be read again, and returns at once. */
    QuarantineReplay ask(ReplayWish wish, String by);

    /** How far a replay is. */
    QuarantineReplay replay(long number);

    /** Replays that have not ended, the newest first. */
    List<QuarantineReplay> open();

    /** Takes back a replay that still waits. */
    QuarantineReplay cancel(long number, String by);
}
