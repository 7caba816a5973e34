package org.chengyun.bench.streams;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/**
 * The best that was found: readings are folded where they arrive, only slices of minutes travel to the roads' partitions,
 * and the sliding windows are merged from them.
 */
final class SlicesTopology {
    static final String SENSOR_ROWS = "sensor-rows";
    static final String ROAD_SLICES = "road-slices";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BACKLOG_GRACE = Duration.ofHours(2);

    private final Contest contest;
    private final Flow flow;
    /** Whether changes of state go to Kafka, too: without it nothing survives the process. */
    private final boolean logged;

    SlicesTopology(Contest contest, Flow flow) {
        this.contest = contest;
        this.flow = flow;
        this.logged = !contest.option("state", "").equals("memory");
    }

    Topology build() {
        var builder = new StreamsBuilder();
        builder.addStateStore(sensorStore());
        if (contest.isPortal()) {
            portal(builder);
        } else {
            traffic(builder);
        }
        return builder.build();
    }

    private void traffic(StreamsBuilder builder) {
        KStream<MinuteKey, Slice> closed = builder.stream(
                        contest.topic(),
                        Consumed.with(Serdes.String(), PlainTopology.readingSerde())
                                .withTimestampExtractor(new TrafficReading.EventTime()))
                .mapValues(reading -> (Folded) reading)
                .process(() -> new FoldStage(flow, true), Named.as("fold"), FoldStage.STORE);
        closed.process(
                () -> new TableWriter<MinuteKey, Slice>(
                        contest,
                        Query.Q1,
                        (table, key, slice) -> Rows.addSpeed(table, key.name(), key.startMs(), slice)),
                Named.as(SENSOR_ROWS));
        KStream<MinuteKey, Slice> windows =
                minutes(closed).process(SlidingStage::new, Named.as("slide"), SlidingStage.STORE);
        windows.process(() -> new TableWriter<MinuteKey, Slice>(
                contest, Query.Q2, (table, key, slice) -> Rows.addSpeed(table, key.name(), key.startMs(), slice)));
        top(windows, Query.Q3);
    }

    private void portal(StreamsBuilder builder) {
        KStream<MinuteKey, Slice> closed = builder.stream(
                        contest.topic(),
                        Consumed.with(Serdes.String(), PortalRequest.lines())
                                .withTimestampExtractor(new PortalRequest.EventTime()))
                .mapValues(request -> (Folded) request)
                .process(() -> new FoldStage(flow, false), Named.as("fold"), FoldStage.STORE);
        KStream<Windowed<String>, Slice> minutes = minutes(closed);
        minutes.process(() -> new TableWriter<Windowed<String>, Slice>(contest, Query.Q4, Rows::addViews));
        top(minutes.process(SlidingStage::new, Named.as("slide"), SlidingStage.STORE), Query.Q5);
    }

    /** What the partitions have folded of one road or service, put together. */
    private KStream<Windowed<String>, Slice> minutes(KStream<MinuteKey, Slice> closed) {
        return closed.map((key, slice) -> KeyValue.pair(key.name(), slice), Named.as(ROAD_SLICES))
                .repartition(Repartitioned.with(Serdes.String(), Slice.serde()))
                .peek((group, slice) -> flow.roadsReceived.incrementAndGet())
                .groupByKey(Grouped.with(Serdes.String(), Slice.serde()))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, BACKLOG_GRACE))
                .aggregate(Slice::new, (group, slice, sum) -> sum.merge(slice), roadStore())
                .toStream();
    }

    private void top(KStream<MinuteKey, Slice> windows, Query query) {
        PlainTopology.top(
                windows.map((key, slice) -> KeyValue.pair(key.startMs(), new TopList.Entry(key.name(), slice.volume))),
                contest,
                query,
                flow,
                topStore());
    }

    private StoreBuilder<KeyValueStore<MinuteKey, Slice>> sensorStore() {
        StoreBuilder<KeyValueStore<MinuteKey, Slice>> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(FoldStage.STORE), MinuteKey.serde(), Slice.serde())
                .withCachingEnabled();
        return logged ? store : store.withCachingDisabled().withLoggingDisabled();
    }

    private Materialized<String, Slice, WindowStore<Bytes, byte[]>> roadStore() {
        Duration retention = BACKLOG_GRACE.plus(MINUTE);
        Materialized<String, Slice, WindowStore<Bytes, byte[]>> store = Materialized.<String, Slice>as(
                        Stores.inMemoryWindowStore(SlidingStage.STORE, retention, MINUTE, false))
                .withKeySerde(Serdes.String())
                .withValueSerde(Slice.serde())
                .withCachingEnabled();
        return logged ? store : store.withLoggingDisabled();
    }

    private Materialized<Long, TopList, KeyValueStore<Bytes, byte[]>> topStore() {
        Materialized<Long, TopList, KeyValueStore<Bytes, byte[]>> store = Materialized.<Long, TopList>as(
                        Stores.inMemoryKeyValueStore("top"))
                .withKeySerde(Serdes.Long())
                .withValueSerde(TopList.serde())
                .withCachingEnabled();
        return logged ? store : store.withLoggingDisabled();
    }
}
