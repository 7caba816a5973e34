package org.chengyun.engine.bench.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is read piece by piece, as loads and tails read it. */
record Pieces(FileChannel file) implements AutoCloseable {
    static final int PIECE_BYTES = 4 << 20;

    static Pieces of(Path file) throws IOException {
        return new Pieces(FileChannel.open(file));
    }

    long size() throws IOException {
        return file.size();
    }

    /** What is there from a position on, up to a limit. */
    byte[] read(long position, int limit) throws IOException {
        var piece = ByteBuffer.allocate((int) Math.min(limit, file.size() - position));
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
            read = file.read(piece, position + piece.position());
        }
        return piece.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
