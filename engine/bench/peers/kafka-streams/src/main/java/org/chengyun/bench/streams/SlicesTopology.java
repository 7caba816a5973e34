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
        KStream<MinuteKey, Slice> closed = builder.stream(
                        contest.topic(),
                        Consumed.with(Serdes.String(), PlainTopology.readingSerde())
                                .withTimestampExtractor(new TrafficReading.EventTime()))
                .process(() -> new SensorStage(flow), Named.as("fold"), SensorStage.STORE);
        closed.process(
                () -> new TableWriter<MinuteKey, Slice>(
                        contest,
                        Query.Q1,
                        (table, key, slice) -> Rows.addSpeed(table, key.name(), key.startMs(), slice)),
                Named.as(SENSOR_ROWS));
        KStream<MinuteKey, Slice> windows = closed.map(
                        (key, slice) -> KeyValue.pair(key.name(), slice), Named.as(ROAD_SLICES))
                .repartition(Repartitioned.with(Serdes.String(), Slice.serde()))
                .peek((road, slice) -> flow.roadsReceived.incrementAndGet())
                .groupByKey(Grouped.with(Serdes.String(), Slice.serde()))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, BACKLOG_GRACE))
                .aggregate(Slice::new, (road, slice, sum) -> sum.merge(slice), roadStore())
                .toStream()
                .process(SlidingStage::new, Named.as("slide"), SlidingStage.STORE);
        windows.process(() -> new TableWriter<MinuteKey, Slice>(
                contest, Query.Q2, (table, key, slice) -> Rows.addSpeed(table, key.name(), key.startMs(), slice)));
        PlainTopology.top(
                windows.map((key, slice) -> KeyValue.pair(key.startMs(), new TopList.Entry(key.name(), slice.volume))),
                contest,
                flow,
                topStore());
        return builder.build();
    }

    private StoreBuilder<KeyValueStore<MinuteKey, Slice>> sensorStore() {
        StoreBuilder<KeyValueStore<MinuteKey, Slice>> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(SensorStage.STORE), MinuteKey.serde(), Slice.serde())
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
