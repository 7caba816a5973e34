package org.chengyun.engine.runner.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chengyun.engine.core.batch.Cut;
import org.chengyun.engine.core.batch.Quarantined;
import org.chengyun.engine.core.decode.Rejection;
import org.chengyun.engine.core.flow.FlowState;
import org.chengyun.engine.core.fold.Deltas;
import org.chengyun.engine.core.time.PartitionProgress;

/** How one dataset's loop is doing, for health, meters and pages. Thread-safe. */
public final class EngineState {
    private static final Duration WARNED = Duration.ofHours(1);

    private final String dataset;
    private final LongAdder counted = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder quarantined = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder unchecked = new LongAdder();
    /** By the code of the reason. */
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    private final LongAdder overflowed = new LongAdder();
    /** By the limit in words: when it was met last. */
    private final Map<String, Instant> overflow = new ConcurrentHashMap<>();

    private volatile Phase phase = new Phase(Condition.STARTING, "not started yet");
    private volatile Optional<SteadyClock> clock = Optional.empty();
    private volatile long lagRecords;
    private volatile Known known = new Known(0, 0, 0, 0);
    private volatile long seenBytes;
    private volatile FlowState flow = FlowState.NONE;
    private volatile long watermarkMs = PartitionProgress.NONE;
    private volatile Instant lastCommit = Instant.EPOCH;
    private volatile long lastCommitMs;
    private volatile int lastBatchRows;

    /** What the loop is doing. */
    public enum Condition {
        STARTING,
        RUNNING,
        /** Something outside is away; the loop goes on by itself when it is back. */
        WAITING,
        /** A person must act. */
        BLOCKED
    }

    /** @param detail for people: what is, and what to do if anything */
    public record Phase(Condition condition, String detail) {}

    public EngineState(String dataset) {
        this.dataset = dataset;
    }

    void watch(SteadyClock watched) {
        clock = Optional.of(watched);
    }

    void enter(Condition condition, String detail) {
        phase = new Phase(condition, detail);
    }

    void committed(Cut cut, Deltas deltas, Instant at, long tookMs) {
        counted.add(deltas.counted());
        filtered.add(deltas.filtered());
        late.add(deltas.late());
        quarantined.add(deltas.quarantined());
        duplicates.add(deltas.duplicates());
        unchecked.add(deltas.unchecked());
        lastBatchRows = deltas.rows();
        lastCommit = at;
        lastCommitMs = tookMs;
        watermarkMs = cut.watermarkMs();
    }

    void closed(Cut cut) {
        watermarkMs = cut.watermarkMs();
    }

    void lag(long records) {
        lagRecords = records;
    }

    void rejected(List<Quarantined> records) {
        records.forEach(record -> rejected(record.reason()).increment());
    }

    /** Observations of series that were not admitted count in the overflow series of their metric. */
    void overflowed(String limit, long observations, Instant at) {
        overflowed.add(observations);
        overflow.put(limit, at);
    }

    void seenBytes(long bytes) {
        seenBytes = bytes;
    }

    void known(Known now) {
        known = now;
    }

    void flow(FlowState decided) {
        flow = decided;
    }

    public String dataset() {
        return dataset;
    }

    public Phase phase() {
        return phase;
    }

    /** Position lag: records in Kafka that are not folded yet. */
    public long lagRecords() {
        return lagRecords;
    }

    /** Records kept in quarantine for that reason. */
    public long rejected(Rejection reason) {
        return rejected(reason.code()).sum();
    }

    private LongAdder rejected(String code) {
        return rejected.computeIfAbsent(code, added -> new LongAdder());
    }

    /** Observations that count in overflow series, because their own was not admitted. */
    public long overflowed() {
        return overflowed.sum();
    }

    /** What counts otherwise than usual, for people: for an hour after it did so last. Empty if nothing does. */
    public String warning(Instant now) {
        Stream<String> overLimits = overflow.entrySet().stream()
                .filter(entry -> entry.getValue().plus(WARNED).isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .map("new series count as \"other (over the limit)\": %s"::formatted);
        return Stream.concat(clock.stream().map(SteadyClock::trouble).filter(trouble -> !trouble.isEmpty()), overLimits)
                .collect(Collectors.joining("; "));
    }

    /** What is kept in memory. */
    public Known known() {
        return known;
    }

    /** How large batches are at present, and why. */
    public FlowState flow() {
        return flow;
    }

    /** Epoch ms; {@link PartitionProgress#NONE} if nothing is closed yet. */
    public long watermarkMs() {
        return watermarkMs;
    }

    public Instant lastCommit() {
        return lastCommit;
    }

    public long lastCommitMs() {
        return lastCommitMs;
    }

    public int lastBatchRows() {
        return lastBatchRows;
    }

    public long counted() {
        return counted.sum();
    }

    public long filtered() {
        return filtered.sum();
    }

    /** Repeated readings, which did not count again. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Readings beyond the horizon, of which nobody can tell whether they are repetitions; they count. */
    public long unchecked() {
        return unchecked.sum();
    }

    /** Bytes that the keys of the readings within the horizon take. */
    public long seenBytes() {
        return seenBytes;
    }

    public long late() {
        return late.sum();
    }

    public long quarantined() {
        return quarantined.sum();
    }
}
