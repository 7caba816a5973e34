package org.chengyun.bench.flink;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple4;
import org.chengyun.engine.bench.contest.Request;
import org.jspecify.annotations.Nullable;

/** Event time, service, status, bytes. */
final class PortalLines implements DeserializationSchema<Tuple4<Long, String, Integer, Integer>> {
    private static final long serialVersionUID = 1;

    private transient @Nullable Request request;

    @Override
    public void open(InitializationContext context) {
        request = new Request();
    }

    @Override
    public Tuple4<Long, String, Integer, Integer> deserialize(byte[] line) {
        Request fields = request;
        if (fields == null) {
            throw new IllegalStateException("not opened");
        }
        fields.read(line);
        return Tuple4.of(fields.eventTimeMs, fields.service(), fields.status, fields.size);
    }

    @Override
    public boolean isEndOfStream(Tuple4<Long, String, Integer, Integer> next) {
        return false;
    }

    @Override
    public TypeInformation<Tuple4<Long, String, Integer, Integer>> getProducedType() {
        return Types.TUPLE(Types.LONG, Types.STRING, Types.INT, Types.INT);
    }
}
