package org.chengyun.bench.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.chengyun.engine.bench.contest.Reading;

/** Decodes by hand, with one scanner and one bean for all records of a partition: Spark copies what it keeps. */
final class TrafficDecoder implements MapPartitionsFunction<byte[], TrafficBean> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<TrafficBean> call(Iterator<byte[]> records) {
        var reading = new Reading();
        var bean = new TrafficBean();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public TrafficBean next() {
                reading.read(records.next());
                bean.setTs(reading.eventTimeMs);
                bean.setSensor(reading.sensor());
                bean.setRoad(reading.road());
                bean.setSpeed(reading.speed);
                bean.setVolume(reading.volume);
                return bean;
            }
        };
    }
}
