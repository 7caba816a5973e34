package org.chengyun.bench.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.util.Collector;
import org.chengyun.engine.bench.contest.Reading;
import org.jspecify.annotations.Nullable;

/** Event time, sensor, road, speed, volume. */
final class TrafficRecords implements DeserializationSchema<Tuple5<Long, String, String, Double, Integer>> {
    private static final long serialVersionUID = 1;

    private transient @Nullable Reading reading;

    @Override
    public void open(InitializationContext context) {
        reading = new Reading();
    }

    @Override
    public Tuple5<Long, String, String, Double, Integer> deserialize(byte[] message) {
        Reading fields = reading;
        if (fields == null) {
            throw new IllegalStateException("not opened");
        }
        fields.read(message);
        return Tuple5.of(fields.eventTimeMs, fields.sensor(), fields.road(), fields.speed, fields.volume);
    }

    @Override
    public void deserialize(byte[] message, Collector<Tuple5<Long, String, String, Double, Integer>> out) {
        out.collect(deserialize(message));
    }

    @Override
    public boolean isEndOfStream(Tuple5<Long, String, String, Double, Integer> next) {
        return false;
    }

    @Override
    public TypeInformation<Tuple5<Long, String, String, Double, Integer>> getProducedType() {
        return Types.TUPLE(Types.LONG, Types.STRING, Types.STRING, Types.DOUBLE, Types.INT);
    }
}
