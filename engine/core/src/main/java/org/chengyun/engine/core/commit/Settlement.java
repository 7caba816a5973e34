package org.chengyun.engine.core.commit;

import java.util.Map;

/**
 * Whether a micro-batch whose commit ended in doubt (a lost connection) is in the database. Offsets and results commit
 * together, so the stored offsets alone decide. Pure.
 */
public enum Settlement {
    /** Everything is there: go on. */
    COMMITTED,
    /** Nothing is there: commit again. */
    NOT_COMMITTED,
    /** Somebody else moved the offsets: drop the batch and start again from what is stored. */
    FENCED;

    /**
     * @param batch what the batch covers, by partition; not empty
     * @param stored next offset by partition, as the database has it
     */
    public static Settlement of(Map<Integer, OffsetRange> batch, Map<Integer, Long> stored) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("a micro-batch covers at least one partition");
        }
        boolean allBefore = true;
        boolean allAfter = true;
        for (Map.Entry<Integer, OffsetRange> entry : batch.entrySet()) {
            Long next = stored.get(entry.getKey());
            allBefore &= next != null && next == entry.getValue().from();
            allAfter &= next != null && next == entry.getValue().to();
        }
        if (allAfter) {
            return COMMITTED;
        }
        return allBefore ? NOT_COMMITTED : FENCED;
    }
}
