package org.chengyun.engine.runner.loop;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves the keys of records where they are: they only chose the partition. */
final class NoKey implements Deserializer<byte[]> {
    private static final byte[] NONE = new byte[0];

    @Override
    public byte[] deserialize(String topic, byte[] key) {
        return NONE;
    }

    @Override
    public byte[] deserialize(String topic, @Nullable Headers headers, ByteBuffer key) {
        return NONE;
    }
}
