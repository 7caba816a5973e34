package org.chengyun.bench.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.chengyun.engine.bench.contest.Request;

/** Decodes by hand, like {@link TrafficDecoder}. */
final class PortalDecoder implements MapPartitionsFunction<byte[], PortalBean> {
    private static final long serialVersionUID = 1;

    @Override
    public Iterator<PortalBean> call(Iterator<byte[]> lines) {
        var request = new Request();
        var bean = new PortalBean();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public PortalBean next() {
                request.read(lines.next());
                bean.setTs(request.eventTimeMs);
                bean.setService(request.service());
                bean.setStatus(request.status);
                bean.setBytes(request.size);
                return bean;
            }
        };
    }
}
