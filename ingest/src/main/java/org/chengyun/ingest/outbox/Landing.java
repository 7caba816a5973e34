package org.chengyun.ingest.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the records of a transaction are: in few partitions, but many thousands of them. Not thread-safe. */
final class Landing {
    private final List<Range> ranges = new ArrayList<>();

    private static final class Range {
        private final String topic;
        private final int partition;
        private long first;
        private long last;

        Range(RecordMetadata metadata) {
            topic = metadata.topic();
            partition = metadata.partition();
            first = metadata.offset();
            last = metadata.offset();
        }
    }

    void add(RecordMetadata metadata) {
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            if (range.partition == metadata.partition() && range.topic.equals(metadata.topic())) {
                range.first = Math.min(range.first, metadata.offset());
                range.last = Math.max(range.last, metadata.offset());
                return;
            }
        }
        ranges.add(new Range(metadata));
    }

    /** Where the transaction begins in each partition. */
    Map<TopicPartition, Long> starts() {
        Map<TopicPartition, Long> starts = new HashMap<>();
        ranges.forEach(range -> starts.put(new TopicPartition(range.topic, range.partition), range.first));
        return starts;
    }

    /** Up to where it reaches. */
    SentOffsets offsets() {
        Map<Integer, Long> observations = new HashMap<>();
        Map<Integer, Long> quarantine = new HashMap<>();
        for (Range range : ranges) {
            var map = range.topic.equals(Topics.QUARANTINE) ? quarantine : observations;
            map.put(range.partition, range.last + 1);
        }
        return new SentOffsets(observations, quarantine);
    }
}
