package org.chengyun.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.cases.CaseEvent;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.ReadAs;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.jspecify.annotations.Nullable;

/**
 * The observations and rejected records of one transaction, encoded. What records of cases add to what is known of them
 * is only settled when they are sent. Not thread-safe.
 */
public final class Outgoing implements StreamDecoder.Sink {
    /** Instead of a time: the record told nothing that was not known. */
    public static final long NOTHING_NEW = Long.MAX_VALUE;

    private final Dataset dataset;
    private final ObservationEncoder encoder;
    private final String feed;
    private final List<Header> feedHeader;
    private final @Nullable String whose;
    private final @Nullable String cases;
    private final IntFunction<String> source;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> rejectedOnce = new ArrayList<>();
    private final List<CaseRecord> told = new ArrayList<>();
    /** Beyond it the engine does not believe an event time. */
    private final long believableMs;

    private boolean rejectsOnce;
    private long encoded;
    private long latestMs;
    private long newestMs;
    private long news;
    private long repeated;
    private long[] earliestNewsMs = {};

    /**
     * @param feed who brought the records
     * @param source says for a place within the piece where that is, for people: file and byte, or line
     */
    public Outgoing(Dataset dataset, String feed, IntFunction<String> source) {
        this(dataset, feed, null, source);
    }

    /** @param cases whose cases the records are, among those of the dataset; null if they are none */
    public Outgoing(Dataset dataset, String feed, @Nullable String cases, IntFunction<String> source) {
        this.dataset = dataset;
        this.encoder = new ObservationEncoder(dataset.schema());
        this.feed = feed;
        this.feedHeader = List.of(header("feed", feed));
        this.whose = cases;
        this.cases = cases == null ? null : dataset.id() + ":" + cases;
        this.source = source;
        this.believableMs =
                System.currentTimeMillis() + dataset.futureTolerance().toMillis();
    }

    /** For a source that shows the same records again and again: of those that cannot be read, each is kept once. */
    public Outgoing rejectingOnce() {
        rejectsOnce = cases != null;
        return this;
    }

    /** Whose cases these are, among those of all datasets; empty if they are none. */
    Optional<String> cases() {
        return Optional.ofNullable(cases);
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        records.add(entry(observation));
        encoded++;
        if (observation[dataset.eventTimeIndex()] instanceof Long atMs) {
            tell(atMs);
        }
    }

    @Override
    public void accept(CaseRecord record) {
        if (cases == null) {
            record.observations().forEach(this::accept);
        } else {
            told.add(record);
            tell(record.latestMs());
        }
    }

    private void tell(long atMs) {
        latestMs = Math.max(latestMs, atMs);
        if (atMs > newestMs && atMs <= believableMs) {
            newestMs = atMs;
        }
    }

    private ProducerRecord<byte[], byte[]> entry(@Nullable Object[] observation) {
        byte[] key = utf8(String.valueOf(observation[dataset.keyIndex()]));
        // The record's time is when it is sent, not event time: old events must not be old to Kafka's retention.
        return new ProducerRecord<>(dataset.topic(), (Integer) null, key, encoder.encode(observation), feedHeader);
    }

    /**
     * Sends an observation once more that the engine had rejected.
     *
     * @param key of its record
     * @param observation as it was encoded
     */
    public void again(byte[] key, byte[] observation) {
        records.add(new ProducerRecord<>(dataset.topic(), (Integer) null, key, observation, feedHeader));
        encoded++;
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
        reject(reason, detail, rejectedRecord, at, ReadAs.UNKNOWN);
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at, ReadAs how) {
        List<Header> headers = List.of(
                header("dataset", dataset.id()),
                header("feed", feed),
                header("reason", reason.code()),
                header("detail", detail),
                header("source", source.apply(at)),
                header("read-as", how.ofCases(whose).json()));
        (rejectsOnce ? rejectedOnce : records)
                .add(new ProducerRecord<byte[], byte[]>(Topics.QUARANTINE, 0, (byte[]) null, rejectedRecord, headers));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What is sent whatever is known. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    /**
     * What is to be sent.
     *
     * @param log read to its end, and nobody else writes of these cases
     * @throws CaseMemoryFull if there is no room for new cases
     */
    Ready ready(CaseLog log) {
        Ready ready = new Ready(log, log.of(cases == null ? "" : cases));
        records.forEach(ready::add);
        news = 0;
        repeated = 0;
        earliestNewsMs = new long[told.size()];
        for (int i = 0; i < told.size(); i++) {
            CaseRecord record = told.get(i);
            List<CaseEvent> events = ready.news(record);
            events.forEach(event -> ready.add(entry(record.observation(event))));
            news += events.size();
            repeated += events.isEmpty() ? 1 : 0;
            earliestNewsMs[i] = events.stream().mapToLong(CaseEvent::atMs).min().orElse(NOTHING_NEW);
        }
        for (ProducerRecord<byte[], byte[]> rejected : rejectedOnce) {
            if (ready.isNew(rejected.value())) {
                ready.add(rejected);
            }
        }
        return ready;
    }

    /** How many; of cases it is known once they are sent. */
    public long observations() {
        return encoded + news;
    }

    /** Records of cases that told nothing new; known once they are sent. */
    public long repeated() {
        return repeated;
    }

    /** True if what is known of cases decides what is sent of them. */
    public boolean remembersCases() {
        return cases != null;
    }

    /**
     * The earliest time of the events that were new in a record of a case, milliseconds since 1970, or {@link #NOTHING_NEW};
     * known once they are sent.
     *
     * @param told how many records of cases were accepted before it
     */
    public long earliestNewsMs(int told) {
        return earliestNewsMs[told];
    }

    /** The latest time that was told, known or not, milliseconds since 1970; 0 if there is none. */
    public long latestMs() {
        return latestMs;
    }

    /** The same without what lies further ahead than the dataset tolerates: one clock that is wrong hides no other. */
    public long newestMs() {
        return newestMs;
    }

    public boolean isEmpty() {
        return records.isEmpty() && told.isEmpty() && rejectedOnce.isEmpty();
    }
}
