package org.chengyun.bench.streams;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueStore;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/** As the documentation has it: every reading goes to its road's partition and into five sliding windows. */
final class PlainTopology {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(2);

    /** Partitions of a road come from all partitions of sensors, which are not equally far when a backlog is read. */
    private static final Duration BACKLOG_GRACE = Duration.ofHours(2);

    private PlainTopology() {}

    static Topology build(Contest contest, Flow flow) {
        var builder = new StreamsBuilder();
        if (contest.isPortal()) {
            portal(builder, contest, flow);
        } else {
            traffic(builder, contest, flow);
        }
        return builder.build();
    }

    private static void portal(StreamsBuilder builder, Contest contest, Flow flow) {
        KGroupedStream<String, PortalRequest> services = builder.stream(
                        contest.topic(),
                        Consumed.with(Serdes.String(), PortalRequest.lines())
                                .withTimestampExtractor(new PortalRequest.EventTime()))
                .map((client, request) -> {
                    flow.read.incrementAndGet();
                    flow.roadsSent.incrementAndGet();
                    return KeyValue.pair(request.service(), request);
                })
                .repartition(Repartitioned.with(Serdes.String(), PortalRequest.compact()))
                .peek((service, request) -> flow.roadsReceived.incrementAndGet())
                .groupByKey(Grouped.with(Serdes.String(), PortalRequest.compact()));
        services.windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, BACKLOG_GRACE))
                .aggregate(
                        Slice::new,
                        (service, request, slice) -> slice.add(request),
                        Materialized.with(Serdes.String(), Slice.serde()))
                .toStream()
                .process(() -> new TableWriter<Windowed<String>, Slice>(contest, Query.Q4, Rows::addViews));
        top(
                services.windowedBy(TimeWindows.ofSizeAndGrace(FIVE_MINUTES, BACKLOG_GRACE)
                                .advanceBy(MINUTE))
                        .count()
                        .toStream()
                        .map((key, views) -> KeyValue.pair(key.window().start(), new TopList.Entry(key.key(), views))),
                contest,
                Query.Q5,
                flow,
                Materialized.with(Serdes.Long(), TopList.serde()));
    }

    private static void traffic(StreamsBuilder builder, Contest contest, Flow flow) {
        KStream<String, TrafficReading> readings = readings(builder, contest, flow);
        readings.groupByKey(Grouped.with(Serdes.String(), readingSerde()))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, GRACE))
                .aggregate(
                        Slice::new,
                        (sensor, reading, slice) -> slice.add(reading),
                        Materialized.with(Serdes.String(), Slice.serde()))
                .toStream()
                .process(() -> new TableWriter<Windowed<String>, Slice>(
                        contest,
                        Query.Q1,
                        (table, key, slice) ->
                                Rows.addSpeed(table, key.key(), key.window().start(), slice)));
        KStream<Windowed<String>, Slice> roads = readings.map((sensor, reading) -> {
                    flow.roadsSent.incrementAndGet();
                    return KeyValue.pair(reading.road(), reading);
                })
                .repartition(Repartitioned.with(Serdes.String(), compactSerde()))
                .peek((road, reading) -> flow.roadsReceived.incrementAndGet())
                .groupByKey(Grouped.with(Serdes.String(), compactSerde()))
                .windowedBy(
                        TimeWindows.ofSizeAndGrace(FIVE_MINUTES, BACKLOG_GRACE).advanceBy(MINUTE))
                .aggregate(
                        Slice::new,
                        (road, reading, slice) -> slice.add(reading),
                        Materialized.with(Serdes.String(), Slice.serde()))
                .toStream();
        roads.process(() -> new TableWriter<Windowed<String>, Slice>(
                contest,
                Query.Q2,
                (table, key, slice) ->
                        Rows.addSpeed(table, key.key(), key.window().start(), slice)));
        top(
                roads.map((key, slice) ->
                        KeyValue.pair(key.window().start(), new TopList.Entry(key.key(), slice.volume))),
                contest,
                Query.Q3,
                flow,
                Materialized.with(Serdes.Long(), TopList.serde()));
    }

    static KStream<String, TrafficReading> readings(StreamsBuilder builder, Contest contest, Flow flow) {
        return builder.stream(
                        contest.topic(),
                        Consumed.with(Serdes.String(), readingSerde())
                                .withTimestampExtractor(new TrafficReading.EventTime()))
                .peek((sensor, reading) -> flow.read.incrementAndGet());
    }

    static Serde<TrafficReading> readingSerde() {
        return Serdes.serdeFrom(new TrafficReading.Encoder(), new TrafficReading.Decoder());
    }

    private static Serde<TrafficReading> compactSerde() {
        return Serdes.serdeFrom(new TrafficReading.Encoder(), new TrafficReading.CompactDecoder());
    }

    static void top(
            KStream<Long, TopList.Entry> volumes,
            Contest contest,
            Query query,
            Flow flow,
            Materialized<Long, TopList, KeyValueStore<Bytes, byte[]>> materialized) {
        volumes.peek((startMs, entry) -> flow.windowsSent.incrementAndGet())
                .repartition(Repartitioned.with(Serdes.Long(), TopList.entrySerde()))
                .peek((startMs, entry) -> flow.windowsReceived.incrementAndGet())
                .groupByKey(Grouped.with(Serdes.Long(), TopList.entrySerde()))
                .aggregate(TopList::new, (startMs, entry, list) -> list.put(entry), materialized)
                .toStream()
                .process(() -> new TableWriter<Long, TopList>(contest, query, Rows::addTop));
    }
}
