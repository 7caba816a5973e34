package org.chengyun.ingest.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.chengyun.ingest.cases.CaseKey;

/** What the topic of cases says, in memory, by whose cases they are. Committed transactions only. Thread-safe. */
final class CaseLog implements AutoCloseable {
    private static final byte END_OF_NAME = 0;

    private final Map<String, CaseMemory> memories = new ConcurrentHashMap<>();
    private final LogReader reader;
    private final long roomBytes;

    /** @param roomBytes so much heap may all of it take; then new cases are refused */
    CaseLog(Admin admin, String bootstrapServers, long roomBytes) {
        this.reader = new LogReader(admin, bootstrapServers, Topics.CASES, "chengyun-ingest-cases", this::apply);
        this.roomBytes = roomBytes;
    }

    /** @param cases whose */
    CaseMemory of(String cases) {
        return memories.computeIfAbsent(cases, name -> new CaseMemory());
    }

    /** @throws CaseMemoryFull if there is no room for new cases */
    void requireRoom() {
        long taken = heapBytes();
        if (taken >= roomBytes) {
            throw new CaseMemoryFull(
                    "the memory of %d cases takes %d MiB, as much as it may: a quarter of the heap. Give ingest more memory (-Xmx)"
                            .formatted(
                                    memories.values().stream()
                                            .mapToLong(CaseMemory::size)
                                            .sum(),
                                    taken >> 20));
        }
    }

    long heapBytes() {
        return memories.values().stream().mapToLong(CaseMemory::heapBytes).sum();
    }

    /** As {@link LogReader#readToEnd}. */
    void readToEnd(Duration patience) {
        reader.readToEnd(patience);
    }

    static ProducerRecord<byte[], byte[]> entry(String cases, CaseKey key, byte[] value) {
        byte[] name = cases.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(name.length + 1 + CaseKey.BYTES);
        bytes.put(name).put(END_OF_NAME);
        key.write(bytes);
        return new ProducerRecord<>(Topics.CASES, 0, bytes.array(), value);
    }

    private void apply(ConsumerRecord<byte[], byte[]> entry) {
        int name = entry.key().length - CaseKey.BYTES - 1;
        if (name < 0 || entry.key()[name] != END_OF_NAME || entry.value() == null) {
            throw new IllegalStateException(
                    "offset %d of %s was not written by this program".formatted(entry.offset(), entry.topic()));
        }
        of(new String(entry.key(), 0, name, StandardCharsets.UTF_8))
                .read(
                        CaseKey.read(ByteBuffer.wrap(entry.key(), name + 1, CaseKey.BYTES)),
                        entry.value(),
                        entry.offset());
    }

    @Override
    public void close() {
        reader.close();
    }
}
