package org.chengyun.ingest.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Every meter of ingest. Thread-safe.
 *
 * <ul>
 *   <li>{@code chengyun_ingest_records_total{dataset, feed, outcome}}: source records by outcome decoded, filtered or
 *       rejected
 *   <li>{@code chengyun_ingest_rejected_total{dataset, reason}}: rejected records by reason
 *   <li>{@code chengyun_ingest_observations_total{dataset, feed}}: observations sent to Kafka
 *   <li>{@code chengyun_ingest_repeated_total{dataset, feed}}: records of cases, among those decoded, that told nothing new
 *   <li>{@code chengyun_ingest_case_memory_bytes}: what the memory of cases takes of the heap
 *   <li>{@code chengyun_ingest_bytes_total{dataset, feed}}: bytes of the source records
 *   <li>{@code chengyun_ingest_failures_total{feed}}: tries that failed and are repeated
 *   <li>{@code chengyun_ingest_dropped_total{feed, where}}: datagrams that were lost because Kafka ({@code inbox}) or this
 *       machine ({@code kernel}) was too slow; records of a topic that were removed before they were read ({@code
 *       retention}), at most so many
 *   <li>{@code chengyun_ingest_refused_total{feed}}: connections that were closed at once: no TLS, or a sender who is not known
 *   <li>{@code chengyun_ingest_connections{feed}}: open connections of senders
 *   <li>{@code chengyun_ingest_waiting_bytes{feed}}: what arrived and is not on its way to Kafka yet
 *   <li>{@code chengyun_ingest_behind_records{feed}}: what waits in a topic of raw records, looked at every 10 s
 * </ul>
 *
 * <p>{@code feed} is the id of a configured feed, or {@code load} or {@code push} for what people and agencies send: its
 * values are as many as an operator configured.
 */
public final class IngestMeters {
    private final MeterRegistry registry;

    public IngestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts what a committed piece of a feed came to. */
    public void committed(String dataset, String feed, Counts counts) {
        records(dataset, feed, "decoded", counts.decoded());
        records(dataset, feed, "filtered", counts.filtered());
        records(dataset, feed, "rejected", counts.rejected());
        registry.counter("chengyun.ingest.observations", "dataset", dataset, "feed", feed)
                .increment((double) counts.observations());
        registry.counter("chengyun.ingest.bytes", "dataset", dataset, "feed", feed)
                .increment((double) counts.bytes());
        counts.reasons()
                .forEach((reason, n) -> registry.counter(
                                "chengyun.ingest.rejected", "dataset", dataset, "reason", reason)
                        .increment((double) n));
    }

    private void records(String dataset, String feed, String outcome, long n) {
        registry.counter("chengyun.ingest.records", "dataset", dataset, "feed", feed, "outcome", outcome)
                .increment((double) n);
    }

    /** Counts records of cases, among those decoded, that told nothing new. */
    public void repeated(String dataset, String feed, long records) {
        registry.counter("chengyun.ingest.repeated", "dataset", dataset, "feed", feed)
                .increment((double) records);
    }

    /** Counts a failure that is tried again. */
    public void failed(String feed) {
        registry.counter("chengyun.ingest.failures", "feed", feed).increment();
    }

    /** Counts what is lost. */
    public void dropped(String feed, Where where, long count) {
        registry.counter(
                        "chengyun.ingest.dropped",
                        "feed",
                        feed,
                        "where",
                        where.name().toLowerCase(Locale.ROOT))
                .increment((double) count);
    }

    /** Where something was lost. */
    public enum Where {
        /** Before Kafka. */
        INBOX,
        /** Before this process. */
        KERNEL,
        /** In the topic it came from, where it became too old. */
        RETENTION
    }

    /** Counts a connection that was not taken. */
    public void refused(String feed) {
        registry.counter("chengyun.ingest.refused", "feed", feed).increment();
    }

    /** Watches a number of a feed as long as {@code owner} lives. */
    public <T> void watch(Level level, String feed, T owner, ToDoubleFunction<T> value) {
        Gauge.builder("chengyun.ingest." + level.name, owner, value)
                .tag("feed", feed)
                .register(registry);
    }

    /** Shows what the memory of cases takes of the heap. */
    public <T> void watchCases(T owner, ToDoubleFunction<T> bytes) {
        Gauge.builder("chengyun.ingest.case.memory.bytes", owner, bytes).register(registry);
    }

    /** A number that goes up and down. */
    public enum Level {
        CONNECTIONS("connections"),
        WAITING_BYTES("waiting.bytes"),
        BEHIND_RECORDS("behind.records");

        private final String name;

        Level(String name) {
            this.name = name;
        }
    }

    /** Makes the counters of a feed visible before anything happened. */
    public void declare(String dataset, String feed) {
        committed(dataset, feed, new Counts(0, 0, 0, 0, 0, Map.of()));
        registry.counter("chengyun.ingest.failures", "feed", feed).increment(0);
    }

    /**
     * What a piece came to.
     *
     * @param reasons rejected records by reason
     */
    public record Counts(
            long decoded, long filtered, long rejected, long observations, long bytes, Map<String, Long> reasons) {}
}
