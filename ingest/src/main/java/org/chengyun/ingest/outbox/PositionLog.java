package org.chengyun.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the positions topic says, in memory. Committed transactions only.
 *
 * <p>Thread-safe: readers see a concurrent map, one thread at a time reads on.
 */
final class PositionLog implements AutoCloseable {
    private final ConcurrentSkipListMap<String, Known> positions = new ConcurrentSkipListMap<>();
    private final LogReader reader;

    /**
     * A position with its place in the topic: what this process wrote is known before it is read back, and must not be
     * replaced by something older.
     *
     * @param value null if it was removed
     */
    private record Known(long offset, @Nullable String value) {}

    PositionLog(Admin admin, String bootstrapServers) {
        this.reader =
                new LogReader(admin, bootstrapServers, Topics.POSITIONS, "chengyun-ingest-positions", this::apply);
    }

    Optional<String> get(String key) {
        Known known = positions.get(key);
        return known == null ? Optional.empty() : Optional.ofNullable(known.value);
    }

    /** A copy of all positions whose keys begin so, in the order of their keys. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        positions.subMap(prefix, prefix + Character.MAX_VALUE).forEach((key, known) -> {
            if (known.value != null) {
                found.put(key, known.value);
            }
        });
        return found;
    }

    /** Takes note of a committed position; null if it was removed. */
    void committed(String key, long offset, @Nullable String value) {
        positions.merge(key, new Known(offset, value), (known, later) -> later.offset >= known.offset ? later : known);
    }

    /** As {@link LogReader#readToEnd}. */
    void readToEnd(Duration patience) {
        reader.readToEnd(patience);
    }

    private void apply(ConsumerRecord<byte[], byte[]> entry) {
        String key = new String(entry.key(), StandardCharsets.UTF_8);
        String value = entry.value() == null ? null : new String(entry.value(), StandardCharsets.UTF_8);
        committed(key, entry.offset(), value);
        // nothing older will be read again
        positions.computeIfPresent(
                key, (k, known) -> known.value == null && known.offset <= entry.offset() ? null : known);
    }

    @Override
    public void close() {
        reader.close();
    }
}
