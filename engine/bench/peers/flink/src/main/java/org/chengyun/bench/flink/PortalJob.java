package org.chengyun.bench.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple4;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.chengyun.engine.bench.contest.Contest;
import org.chengyun.engine.bench.contest.Contest.Query;

/** Q4 and Q5: services are folded by the minute once, the sliding windows of Q5 merge those minutes. */
final class PortalJob {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration OUT_OF_ORDER = Duration.ofMinutes(2);
    private static final int PLACES = 10;

    private final Contest contest;

    PortalJob(Contest contest) {
        this.contest = contest;
    }

    void build(StreamExecutionEnvironment environment) {
        DataStream<ViewsResult> minutes = requests(environment)
                .map(request -> Tuple3.of(request.f1, request.f2, request.f3))
                .returns(Types.TUPLE(Types.STRING, Types.INT, Types.INT))
                .keyBy(request -> request.f0)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .aggregate(new Views(), new Named());
        minutes.sinkTo(new TableSink<>(contest, Query.Q4, TableSink.Row::addViews));
        minutes.map(PortalJob::views)
                .returns(WindowResult.class)
                .keyBy(result -> result.key)
                .window(SlidingEventTimeWindows.of(FIVE_MINUTES, MINUTE))
                .aggregate(new Folds.Merge(), new Folds.Named())
                .keyBy(result -> result.startMs)
                .window(TumblingEventTimeWindows.of(MINUTE))
                .process(new TopPlaces(PLACES))
                .sinkTo(new TableSink<>(contest, Query.Q5, TableSink.Row::addPlace));
    }

    private static WindowResult views(ViewsResult minute) {
        var result = new WindowResult();
        result.key = minute.key;
        result.startMs = minute.startMs;
        result.volume = minute.bytes.n;
        return result;
    }

    private DataStream<Tuple4<Long, String, Integer, Integer>> requests(StreamExecutionEnvironment environment) {
        var source = KafkaSource.<Tuple4<Long, String, Integer, Integer>>builder()
                .setBootstrapServers(contest.kafka())
                .setTopics(contest.topic())
                .setGroupId("race-flink")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new PortalLines())
                .build();
        return environment.fromSource(
                source,
                WatermarkStrategy.<Tuple4<Long, String, Integer, Integer>>forBoundedOutOfOrderness(OUT_OF_ORDER)
                        .withTimestampAssigner((request, recordMs) -> request.f0),
                "requests");
    }

    /** Service, status and bytes. */
    private static final class Views
            implements AggregateFunction<Tuple3<String, Integer, Integer>, ViewsResult, ViewsResult> {
        private static final long serialVersionUID = 1;

        @Override
        public ViewsResult createAccumulator() {
            return new ViewsResult();
        }

        @Override
        public ViewsResult add(Tuple3<String, Integer, Integer> request, ViewsResult state) {
            state.bytes.add(request.f2);
            state.classes[request.f1 / 100 - 2]++;
            return state;
        }

        @Override
        public ViewsResult getResult(ViewsResult state) {
            return state;
        }

        @Override
        public ViewsResult merge(ViewsResult a, ViewsResult b) {
            a.bytes.merge(b.bytes);
            for (int c = 0; c < a.classes.length; c++) {
                a.classes[c] += b.classes[c];
            }
            return a;
        }
    }

    /** Puts key and window to the accumulator. */
    private static final class Named extends ProcessWindowFunction<ViewsResult, ViewsResult, String, TimeWindow> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(String key, Context context, Iterable<ViewsResult> states, Collector<ViewsResult> out) {
            for (ViewsResult state : states) {
                state.key = key;
                state.startMs = context.window().getStart();
                out.collect(state);
            }
        }
    }
}
