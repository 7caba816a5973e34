package org.chengyun.ingest.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.chengyun.ingest.cases.CaseBytes;
import org.chengyun.ingest.cases.CaseEvent;
import org.chengyun.ingest.cases.CaseKey;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.cases.CaseState;
import org.jspecify.annotations.Nullable;

/**
 * What goes out now that it is known what was told before. Made anew for every try: what is known may have grown. Not
 * thread-safe.
 */
final class Ready {
    private static final byte[] REJECTED = {};

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<CaseKey, byte[]> changes = new LinkedHashMap<>();
    private final CaseLog log;
    private final CaseMemory memory;

    Ready(CaseLog log, CaseMemory memory) {
        this.log = log;
        this.memory = memory;
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /** What is known of cases once these records are sent, where that is more than before. */
    Map<CaseKey, byte[]> changes() {
        return changes;
    }

    void add(ProducerRecord<byte[], byte[]> entry) {
        records.add(entry);
    }

    /**
     * What of a record's events is news.
     *
     * @throws CaseMemoryFull if it is a new case and there is no room for it
     */
    List<CaseEvent> news(CaseRecord told) {
        CaseKey key = CaseKey.ofCase(told.id());
        byte[] known = known(key);
        CaseState before = known == null ? null : CaseBytes.read(known);
        CaseState.Merged merged = CaseState.merge(before, told);
        if (!merged.state().equals(before)) {
            remember(key, known, CaseBytes.write(merged.state()));
        }
        return merged.news();
    }

    /** True if no such record was rejected before. */
    boolean isNew(byte[] rejected) {
        CaseKey key = CaseKey.ofRejected(rejected);
        byte[] known = known(key);
        if (known == null) {
            remember(key, null, REJECTED);
        }
        return known == null;
    }

    private byte @Nullable [] known(CaseKey key) {
        byte[] changed = changes.get(key);
        return changed == null ? memory.get(key) : changed;
    }

    private void remember(CaseKey key, byte @Nullable [] known, byte[] value) {
        if (known == null) {
            log.requireRoom();
        }
        changes.put(key, value);
    }
}
