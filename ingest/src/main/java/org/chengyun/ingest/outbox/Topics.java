package org.chengyun.ingest.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;

/** The topics that ingest writes. */
public final class Topics {
    /** Records that could not be read, for ever; value = their bytes, headers say whose and why. */
    public static final String QUARANTINE = "chengyun.quarantine";

    /** Progress of loads, tails and pushes, compacted; one partition, so that one reader knows all of it. */
    public static final String POSITIONS = "chengyun.positions";

    /** What was told of each case, compacted; one partition, so that one reader knows all of it. */
    public static final String CASES = "chengyun.cases";

    /** Room for a record of 1 MiB with its headers. */
    static final int MAX_MESSAGE_BYTES = 2 << 20;

    /** Only what stands before the last segment is compacted. */
    private static final int CASES_SEGMENT_BYTES = 64 << 20;

    private static final Set<String> READ_BACK = Set.of(POSITIONS, CASES);

    private static final long HEARSAY_MS = 20;

    private Topics() {}

    /** True if ingest has to read a topic before it can go on. */
    static boolean isReadBack(String topic) {
        return READ_BACK.contains(topic);
    }

    /** Creates the topics that are missing. */
    static void create(Admin admin, Catalogue catalogue) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (NewTopic topic : wanted(catalogue)) {
            if (!existing.contains(topic.name())) {
                missing.add(topic);
            }
        }
        for (var created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                // another process was faster
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, missing);
    }

    /**
     * Waits until each partition of new topics has a leader that answers. Of what is sent before, a broker may refuse the
     * first batch and take the second; then the first is refused until it expires (KAFKA-15591).
     *
     * @param topics each with its number of partitions
     */
    public static void awaitLeaders(Admin admin, Collection<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                latest.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        while (true) {
            try {
                admin.listOffsets(latest).all().get();
                return;
            } catch (ExecutionException e) {
                // the broker that is asked may not have heard yet of what another one made
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                Thread.sleep(HEARSAY_MS);
            }
        }
    }

    /** Their names. */
    static Set<String> names(Catalogue catalogue) {
        return wanted(catalogue).stream().map(NewTopic::name).collect(Collectors.toUnmodifiableSet());
    }

    private static List<NewTopic> wanted(Catalogue catalogue) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Dataset dataset : catalogue.datasets()) {
            wanted.add(topic(
                    dataset.topic(),
                    dataset.partitions(),
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(dataset.retention().toMillis()))));
        }
        wanted.add(topic(
                QUARANTINE,
                1,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(MAX_MESSAGE_BYTES))));
        wanted.add(topic(
                POSITIONS,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.2")));
        wanted.add(topic(
                CASES,
                1,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.3",
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(CASES_SEGMENT_BYTES))));
        return wanted;
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        // the broker's default replication: one on a small box, three in an installation that is safe
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    }
}
