package org.chengyun.ingest.outbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.StreamDecoder;
import org.jspecify.annotations.Nullable;

/** The observations and rejected records of one transaction, encoded. Not thread-safe. */
public final class Outgoing implements StreamDecoder.Sink {
    private final Dataset dataset;
    private final ObservationEncoder encoder;
    private final String feed;
    private final List<Header> feedHeader;
    private final IntFunction<String> source;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long observations;

    /**
     * @param feed who brought the records
     * @param source says for a place within the piece where that is, for people: file and byte, or line
     */
    public Outgoing(Dataset dataset, String feed, IntFunction<String> source) {
        this.dataset = dataset;
        this.encoder = new ObservationEncoder(dataset.schema());
        this.feed = feed;
        this.feedHeader = List.of(header("feed", feed));
        this.source = source;
    }

    @Override
    public void accept(@Nullable Object[] observation) {
        byte[] key = utf8(String.valueOf(observation[dataset.keyIndex()]));
        // The record's time is when it is sent, not event time: old events must not be old to Kafka's retention.
        records.add(
                new ProducerRecord<>(dataset.topic(), (Integer) null, key, encoder.encode(observation), feedHeader));
        observations++;
    }

    @Override
    public void reject(Reason reason, String detail, byte[] rejectedRecord, int at) {
        List<Header> headers = List.of(
                header("dataset", dataset.id()),
                header("feed", feed),
                header("reason", reason.code()),
                header("detail", detail),
                header("source", source.apply(at)));
        records.add(new ProducerRecord<byte[], byte[]>(Topics.QUARANTINE, 0, (byte[]) null, rejectedRecord, headers));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    public long observations() {
        return observations;
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }
}
