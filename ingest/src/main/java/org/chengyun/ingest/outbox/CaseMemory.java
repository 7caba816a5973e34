package org.chengyun.ingest.outbox;

import java.util.Map;
import org.chengyun.ingest.cases.CaseKey;
import org.chengyun.ingest.cases.CaseTable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cases of one owner. Thread-safe.
 *
 * <p>One writer at a time has them, and it begins after all was read; so what is read later and stands before its last
 * commit is known already, and older than what is known.
 */
final class CaseMemory {
    private final CaseTable table = new CaseTable();
    private long knownToOffset = -1;

    synchronized byte @Nullable [] get(CaseKey key) {
        return table.get(key);
    }

    synchronized int size() {
        return table.size();
    }

    synchronized long heapBytes() {
        return table.heapBytes();
    }

    /** @param offset of the last of them */
    synchronized void committed(Map<CaseKey, byte[]> changes, long offset) {
        changes.forEach(table::put);
        knownToOffset = Math.max(knownToOffset, offset);
    }

    synchronized void read(CaseKey key, byte[] value, long offset) {
        if (offset > knownToOffset) {
            table.put(key, value);
            knownToOffset = offset;
        }
    }
}
