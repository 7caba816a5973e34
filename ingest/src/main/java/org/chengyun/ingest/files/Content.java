package org.chengyun.ingest.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.chengyun.ingest.packed.Packing;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, unpacked. Going on where the last piece ended is cheap; going back reads it from its begin. Not
 * thread-safe.
 */
final class Content implements AutoCloseable {
    private final Path file;
    private final Packing packing;
    private @Nullable InputStream stream;
    private byte[] kept = new byte[0];
    private long keptFrom;

    private Content(Path file, Packing packing) {
        this.file = file;
        this.packing = packing;
    }

    /** @throws Unusable if it is packed in a way that is not read here */
    static Content of(Path file) throws IOException, Unusable {
        try (InputStream in = Files.newInputStream(file)) {
            Packing packing = Packing.of(in.readNBytes(Packing.MAGIC_BYTES));
            if (!packing.isReadable()) {
                throw new Unusable("it is packed as %s; put it here as it is, or as gzip or zstd".formatted(packing));
            }
            return new Content(file, packing);
        }
    }

    /** Opens the content at its begin, for somebody else. */
    InputStream open() throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return packing.unpack(raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /**
     * The bytes [{@code position}, {@code position + length}).
     *
     * @throws EOFException if there are fewer: somebody changed the file
     */
    byte[] read(long position, int length) throws IOException {
        InputStream in = stream;
        if (in == null || position < keptFrom) {
            close();
            in = open();
            stream = in;
            kept = new byte[0];
            keptFrom = 0;
        }
        long behindKept = position - keptFrom - kept.length;
        byte[] known = new byte[0];
        if (behindKept > 0) {
            in.skipNBytes(behindKept);
        } else {
            known = Arrays.copyOfRange(kept, (int) (position - keptFrom), kept.length);
        }
        byte[] piece = Arrays.copyOf(known, length);
        if (in.readNBytes(piece, known.length, length - known.length) < length - known.length) {
            throw new EOFException("it became shorter than it was a moment ago");
        }
        kept = piece;
        keptFrom = position;
        return piece;
    }

    @Override
    public void close() throws IOException {
        InputStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }
}
