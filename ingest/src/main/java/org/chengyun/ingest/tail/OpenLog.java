package org.chengyun.ingest.tail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.chengyun.ingest.packed.Packing;
import org.jspecify.annotations.Nullable;

/** A log file held open: renaming or removing it does not disturb. Reads gzip and zstd as what they hold. Not thread-safe. */
final class OpenLog implements Closeable {
    private final FileChannel file;
    private final String fileKey;
    private final Packing packing;
    private @Nullable InputStream unpacked;
    private long unpackedPosition;

    private OpenLog(FileChannel file, String fileKey, Packing packing) {
        this.file = file;
        this.fileKey = fileKey;
        this.packing = packing;
    }

    /** Opens a file; if it is exchanged for another one at that moment, the next look finds out. */
    static OpenLog open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            return new OpenLog(file, key(path), Packing.named(path));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Identity of the file at a path; empty if the file system has none. */
    static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    String fileKey() {
        return fileKey;
    }

    /** Packed files do not grow. */
    boolean isPacked() {
        return packing != Packing.NONE;
    }

    /** Bytes in the file; of a packed one those that are packed. */
    long size() throws IOException {
        return file.size();
    }

    /** Up to {@code max} bytes from {@code position} on; fewer only at the end. */
    byte[] read(long position, int max) throws IOException {
        return isPacked() ? readUnpacked(position, max) : readPlain(position, max);
    }

    private byte[] readPlain(long position, int max) throws IOException {
        long there = Math.max(0, file.size() - position);
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(max, there));
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private byte[] readUnpacked(long position, int max) throws IOException {
        InputStream stream = unpacked;
        if (stream == null || unpackedPosition > position) {
            file.position(0);
            stream = packing.unpack(Channels.newInputStream(file));
            unpacked = stream;
            unpackedPosition = 0;
        }
        while (unpackedPosition < position) {
            int step = stream.readNBytes((int) Math.min(1 << 16, position - unpackedPosition)).length;
            if (step == 0) {
                return new byte[0];
            }
            unpackedPosition += step;
        }
        byte[] bytes = stream.readNBytes(max);
        unpackedPosition += bytes.length;
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
