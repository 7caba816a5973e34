package org.chengyun.engine.bench.topic;

import java.util.stream.IntStream;
import org.chengyun.datasets.schema.Schema;

/** Records without Kafka, for measuring what is done with each. */
public final class Samples {
    private Samples() {}

    /** The first {@code count} records of a traffic topic. {@code schema} is that of the Avro form. */
    public static byte[][] traffic(RaceTopic topic, Schema schema, int count) {
        Records records = topic.form() == RaceTopic.Form.AVRO
                ? new TrafficAvro(topic.traffic(), schema)
                : new TrafficJson(topic.traffic());
        return IntStream.range(0, count).mapToObj(records::value).toArray(byte[][]::new);
    }
}
