package org.chengyun.engine.runner.log;

import static org.chengyun.engine.runner.log.Unreadable.Reason.NOT_DECOMPRESSIBLE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * Decompresses batches into one reused array. LZ4, which ingest writes, is taken from its frame block by block (LZ4 Frame
 * Format 1.6.2) without a stream between; the other codecs are read through Kafka's own streams. Not thread-safe.
 */
final class Plain {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte MAGIC_V2 = 2;
    private static final int LZ4 = CompressionType.LZ4.id;
    private static final int LZ4_MAGIC = 0x184D2204;
    private static final int BLOCK_INDEPENDENT = 0x20;
    private static final int BLOCK_CHECKSUM = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    /** A larger array is given back after the batch that needed it. */
    private static final int KEPT = 16 << 20;
    /** Kafka's largest batches are some MiB; a few bytes of damage may ask for all memory. */
    private static final int MOST = 256 << 20;

    private final LZ4SafeDecompressor decompressor =
            LZ4Factory.fastestInstance().safeDecompressor();
    private byte[] bytes = new byte[1 << 20];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** @throws MalformedBatch if it cannot be decompressed */
    void decompress(int compression, byte[] packed, int from, int to) {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[1 << 20];
        }
        try {
            if (compression == LZ4) {
                lz4(packed, from, to);
            } else {
                stream(compression, packed, from, to);
            }
        } catch (RuntimeException | IOException e) {
            throw new MalformedBatch(NOT_DECOMPRESSIBLE, "a batch cannot be decompressed: " + e.getMessage());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Error e) {
            // Snappy calls damage an error.
            throw new MalformedBatch(NOT_DECOMPRESSIBLE, "a batch cannot be decompressed: " + e.getMessage());
        }
    }

    private void lz4(byte[] packed, int from, int to) throws IOException {
        int flags = packed[from + 4];
        if (word(packed, from) != LZ4_MAGIC || (flags & BLOCK_INDEPENDENT) == 0) {
            throw new IOException("not an LZ4 frame with independent blocks");
        }
        int largest = 1 << (8 + 2 * (packed[from + 5] >>> 4 & 7));
        int at = from + 7 + ((flags & CONTENT_SIZE) != 0 ? 8 : 0);
        int behind = (flags & BLOCK_CHECKSUM) != 0 ? 4 : 0;
        for (int size = word(packed, at); size != 0; size = word(packed, at)) {
            at += 4;
            int packedSize = size & 0x7fff_ffff;
            if (packedSize > to - at) {
                throw new IOException("a block of %d bytes".formatted(packedSize));
            }
            reserve(largest);
            if (size < 0) {
                System.arraycopy(packed, at, bytes, length, packedSize);
                length += packedSize;
            } else {
                length += decompressor.decompress(packed, at, packedSize, bytes, length, largest);
            }
            at += packedSize + behind;
        }
    }

    private static int word(byte[] packed, int at) {
        return (int) WORDS.get(packed, at);
    }

    private void stream(int compression, byte[] packed, int from, int to) throws IOException {
        var codec = Compression.of(CompressionType.forId(compression)).build();
        ByteBuffer source = ByteBuffer.wrap(packed, from, to - from).slice();
        try (InputStream in = codec.wrapForInput(source, MAGIC_V2, BufferSupplier.NO_CACHING)) {
            for (int read = 0; read >= 0; length += Math.max(0, read)) {
                reserve(1 << 16);
                read = in.read(bytes, length, bytes.length - length);
            }
        }
    }

    private void reserve(int more) throws IOException {
        if (length > MOST - more) {
            throw new IOException("it would be over %d bytes".formatted(MOST));
        }
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
