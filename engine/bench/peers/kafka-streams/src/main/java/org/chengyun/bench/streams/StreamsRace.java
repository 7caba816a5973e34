package org.chengyun.bench.streams;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.chengyun.engine.bench.contest.Contest;

/** Kafka Streams in this process; ends when everything has passed through it. */
final class StreamsRace {
    private static final long COMMIT_MS = 1_000;
    private static final long LOOK_MS = 20;

    private StreamsRace() {}

    public static void main(String[] arguments) throws Exception {
        Contest contest = Contest.fromEnvironment();
        var flow = new Flow();
        Topology topology = contest.option("topology", "slices").equals("plain")
                ? PlainTopology.build(contest, flow)
                : new SlicesTopology(contest, flow).build();
        Path state = Files.createTempDirectory("streams-state");
        var streams = new KafkaStreams(topology, settings(contest, state));
        streams.setUncaughtExceptionHandler(trouble -> {
            trouble.printStackTrace();
            Runtime.getRuntime().halt(1);
            return org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse
                    .SHUTDOWN_CLIENT;
        });
        streams.start();
        await(() -> flow.read.get() == contest.events() + contest.partitions());
        // What is cached goes on at a commit: after two of each thread all that was known before is on its way.
        afterCommits(streams, 2);
        await(flow::roadsAreThrough);
        afterCommits(streams, 2);
        await(flow::windowsAreThrough);
        streams.close(Duration.ofMinutes(1));
        streams.cleanUp();
    }

    private static void afterCommits(KafkaStreams streams, int more) throws InterruptedException {
        double before = commits(streams);
        int threads = streams.metadataForLocalThreads().size();
        await(() -> commits(streams) >= before + (double) more * threads);
    }

    private static double commits(KafkaStreams streams) {
        return streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("commit-total")
                        && metric.metricName().group().equals("stream-thread-metrics"))
                .mapToDouble(metric -> metric.metricValue() instanceof Double count ? count : 0)
                .sum();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(LOOK_MS);
        }
    }

    private static Properties settings(Contest contest, Path state) {
        var settings = new Properties();
        settings.put(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "race-" + ProcessHandle.current().pid() + "-" + System.currentTimeMillis());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, contest.kafka());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, contest.threads());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, contest.option("guarantee", "exactly_once_v2"));
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 256L << 20);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 50);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        return settings;
    }
}
