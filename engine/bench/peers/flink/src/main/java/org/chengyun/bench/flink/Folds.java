package org.chengyun.bench.flink;

import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Incremental aggregates: a window holds one accumulator, never its events. */
final class Folds {
    private Folds() {}

    /** What all have in common: the accumulator is the result. */
    abstract static class Fold<I> implements AggregateFunction<I, WindowResult, WindowResult> {
        private static final long serialVersionUID = 1;

        @Override
        public WindowResult createAccumulator() {
            return new WindowResult();
        }

        @Override
        public WindowResult getResult(WindowResult state) {
            return state;
        }

        @Override
        public WindowResult merge(WindowResult a, WindowResult b) {
            a.speed.merge(b.speed);
            a.volume += b.volume;
            return a;
        }
    }

    /** Sensor and speed. */
    static final class Speed extends Fold<Tuple2<String, Double>> {
        private static final long serialVersionUID = 1;

        @Override
        public WindowResult add(Tuple2<String, Double> reading, WindowResult state) {
            state.speed.add(reading.f1);
            return state;
        }
    }

    /** Road, speed and volume. */
    static final class Road extends Fold<Tuple3<String, Double, Integer>> {
        private static final long serialVersionUID = 1;

        @Override
        public WindowResult add(Tuple3<String, Double, Integer> reading, WindowResult state) {
            state.speed.add(reading.f1);
            state.volume += reading.f2;
            return state;
        }
    }

    /** Minutes of a road. */
    static final class Merge extends Fold<WindowResult> {
        private static final long serialVersionUID = 1;

        @Override
        public WindowResult add(WindowResult minute, WindowResult state) {
            return merge(state, minute);
        }
    }

    /** Puts key and window to the accumulator. */
    static final class Named extends ProcessWindowFunction<WindowResult, WindowResult, String, TimeWindow> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(String key, Context context, Iterable<WindowResult> states, Collector<WindowResult> out) {
            for (WindowResult state : states) {
                // With a trigger that fires more than once the state lives on: what goes out must be a copy.
                var result = new WindowResult();
                result.key = key;
                result.startMs = context.window().getStart();
                result.speed = state.speed.copy();
                result.volume = state.volume;
                out.collect(result);
            }
        }
    }
}
