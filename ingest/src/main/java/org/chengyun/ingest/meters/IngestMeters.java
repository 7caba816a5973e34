package org.chengyun.ingest.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.chengyun.ingest.tally.Counts;
import org.chengyun.ingest.tally.Event;
import org.chengyun.ingest.tally.FeedTally;
import org.chengyun.ingest.tally.Level;
import org.chengyun.ingest.tally.Tallies;

/**
 * Every meter of ingest; what is counted by feed goes into the feeds' tallies as well. Thread-safe.
 *
 * <ul>
 *   <li>{@code chengyun_ingest_records_total{dataset, feed, outcome}}: source records by outcome decoded, filtered or
 *       rejected
 *   <li>{@code chengyun_ingest_rejected_total{dataset, feed, reason}}: rejected records by reason
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
 *   <li>{@code chengyun_ingest_newest_event_time_seconds{feed}}, {@code chengyun_ingest_last_good_seconds{feed}}: newest event
 *       time, and when the last record was committed that could be read, seconds since 1970; 0 for never since the start
 * </ul>
 *
 * <p>{@code feed} is the id of a configured feed, or {@code load} or {@code push} for what people and agencies send: its
 * values are as many as an operator configured.
 */
public final class IngestMeters {
    private static final double SECOND_MS = 1_000;

    private final MeterRegistry registry;
    private final Tallies tallies;

    public IngestMeters(MeterRegistry registry) {
        this(registry, new Tallies(InstantSource.system()));
    }

    /** @param tallies told the same, for the database */
    public IngestMeters(MeterRegistry registry, Tallies tallies) {
        this.registry = registry;
        this.tallies = tallies;
    }

    public Tallies tallies() {
        return tallies;
    }

    /** Counts what a committed piece of a feed came to. */
    public void committed(String dataset, String feed, Counts counts) {
        tallies.committed(dataset, feed, counts);
        records(dataset, feed, "decoded", counts.decoded());
        records(dataset, feed, "filtered", counts.filtered());
        records(dataset, feed, "rejected", counts.rejected());
        registry.counter("chengyun.ingest.observations", "dataset", dataset, "feed", feed)
                .increment((double) counts.observations());
        registry.counter("chengyun.ingest.bytes", "dataset", dataset, "feed", feed)
                .increment((double) counts.bytes());
        counts.reasons()
                .forEach((reason, n) -> registry.counter(
                                "chengyun.ingest.rejected", "dataset", dataset, "feed", feed, "reason", reason)
                        .increment((double) n));
    }

    private void records(String dataset, String feed, String outcome, long n) {
        registry.counter("chengyun.ingest.records", "dataset", dataset, "feed", feed, "outcome", outcome)
                .increment((double) n);
    }

    /** Counts records of cases, among those decoded, that told nothing new. */
    public void repeated(String dataset, String feed, long records) {
        tallies.repeated(dataset, feed, records);
        registry.counter("chengyun.ingest.repeated", "dataset", dataset, "feed", feed)
                .increment((double) records);
    }

    /** Counts a failure that is tried again. */
    public void failed(String feed) {
        tallies.happened(feed, Event.FAILED, 1);
        registry.counter("chengyun.ingest.failures", "feed", feed).increment();
    }

    /** Counts what is lost. */
    public void dropped(String feed, Where where, long count) {
        tallies.happened(feed, Event.DROPPED, count);
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
        tallies.happened(feed, Event.REFUSED, 1);
        registry.counter("chengyun.ingest.refused", "feed", feed).increment();
    }

    /** The source of a feed was asked and answered, whether it had anything new or not. */
    public void reached(String feed) {
        tallies.reached(feed);
    }

    /** What is left to be read of one of a feed's files, bytes. */
    public void behind(String feed, String file, long bytes) {
        tallies.behind(feed, file, bytes);
    }

    /** Watches a number of a feed. */
    public <T> void watch(Level level, String feed, T owner, ToDoubleFunction<T> value) {
        tallies.watch(level, feed, () -> value.applyAsDouble(owner));
        Gauge.builder("chengyun.ingest." + level.name().toLowerCase(Locale.ROOT).replace('_', '.'), owner, value)
                .tag("feed", feed)
                .register(registry);
    }

    /** Shows what the memory of cases takes of the heap. */
    public <T> void watchCases(T owner, ToDoubleFunction<T> bytes) {
        Gauge.builder("chengyun.ingest.case.memory.bytes", owner, bytes).register(registry);
    }

    /** Makes the meters of a feed visible before anything happened. */
    public void declare(String dataset, String feed) {
        tallies.declare(dataset, feed);
        committed(dataset, feed, Counts.NOTHING);
        registry.counter("chengyun.ingest.failures", "feed", feed).increment(0);
        FeedTally tally = tallies.of(new Tallies.Key(feed, dataset));
        gauge("newest.event.time", feed, tally, one -> one.moments().newestMs());
        gauge("last.good", feed, tally, one -> one.moments().goodMs());
    }

    private void gauge(String name, String feed, FeedTally tally, ToLongFunction<FeedTally> ms) {
        Gauge.builder("chengyun.ingest." + name, tally, one -> ms.applyAsLong(one) / SECOND_MS)
                .baseUnit("seconds")
                .tag("feed", feed)
                .register(registry);
    }
}
