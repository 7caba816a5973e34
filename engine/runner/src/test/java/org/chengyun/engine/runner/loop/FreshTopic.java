package org.chengyun.engine.runner.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** An empty topic, whatever was there before. */
final class FreshTopic {
    private FreshTopic() {}

    static void create(String bootstrap, NewTopic topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            if (admin.listTopics().names().get().contains(topic.name())) {
                admin.deleteTopics(List.of(topic.name())).all().get();
                while (admin.listTopics().names().get().contains(topic.name())) {
                    Thread.onSpinWait();
                }
            }
            admin.createTopics(List.of(topic)).all().get();
            awaitLeaders(admin, topic);
        }
    }

    /** Of what is sent before, a broker may refuse the first batch for good and take the second (KAFKA-15591). */
    private static void awaitLeaders(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < topic.numPartitions(); partition++) {
            latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
        }
        while (true) {
            try {
                admin.listOffsets(latest).all().get();
                return;
            } catch (ExecutionException e) {
                // a broker that is asked right after another made the topic may not have heard of it yet
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }
}
