package org.chengyun.bench.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/**
 * Q1, Q2 and Q3. Roads are folded by the minute once; the sliding windows of Q2 and Q3 merge those minutes instead of
 * counting each event five times, twice.
 */
final class TrafficJob {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(2);
    private static final int PLACES = 10;

    private static final long LIVE_FLUSH_MS = 100;

    private final Contest contest;
    private final boolean live;

    TrafficJob(Contest contest) {
        this.contest = contest;
        this.live = contest.option("live", "false").equals("true");
    }

    void build(StreamExecutionEnvironment environment) {
        DataStream<Tuple5<Long, String, String, Double, Integer>> readings = readings(environment);
        readings.map(reading -> Tuple2.of(reading.f1, reading.f3))
                .returns(Types.TUPLE(Types.STRING, Types.DOUBLE))
                .keyBy(reading -> reading.f0)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .trigger(live ? new SoonTrigger(LIVE_FLUSH_MS) : EventTimeTrigger.create())
                .aggregate(new Folds.Speed(), new Folds.Named())
                .sinkTo(new TableSink<>(contest, Query.Q1, TableSink.Row::addSpeed));
        DataStream<WindowResult> roads = readings.map(reading -> Tuple3.of(reading.f2, reading.f3, reading.f4))
                .returns(Types.TUPLE(Types.STRING, Types.DOUBLE, Types.INT))
                .keyBy(reading -> reading.f0)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .aggregate(new Folds.Road(), new Folds.Named())
                .keyBy(result -> result.key)
                .window(SlidingEventTimeWindows.of(FIVE_MINUTES, MINUTE))
                .aggregate(new Folds.Merge(), new Folds.Named());
        roads.sinkTo(new TableSink<>(contest, Query.Q2, TableSink.Row::addSpeed));
        roads.keyBy(result -> result.startMs)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .process(new TopPlaces(PLACES))
                .sinkTo(new TableSink<>(contest, Query.Q3, TableSink.Row::addPlace));
    }

    private DataStream<Tuple5<Long, String, String, Double, Integer>> readings(StreamExecutionEnvironment environment) {
        var builder = KafkaSource.<Tuple5<Long, String, String, Double, Integer>>builder()
                .setBootstrapServers(contest.kafka())
                .setTopics(contest.topic())
                .setGroupId("race-flink")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new TrafficRecords());
        var source = (live ? builder : builder.setBounded(OffsetsInitializer.latest())).build();
        return environment.fromSource(
                source,
                WatermarkStrategy.<Tuple5<Long, String, String, Double, Integer>>forBoundedOutOfOrderness(OUT_OF_ORDER)
                        .withTimestampAssigner((reading, recordMs) -> reading.f0),
                "readings");
    }
}
