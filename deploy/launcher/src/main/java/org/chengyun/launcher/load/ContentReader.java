package org.chengyun.launcher.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of a source's content from any position on. Going on where the last piece ended, or a little before, is cheap;
 * going back further reads the source again. Not thread-safe.
 */
final class ContentReader implements AutoCloseable {
    private final Source source;
    private final long bytes;
    private final byte[] window;
    private @Nullable InputStream stream;
    private long windowFrom;
    private int windowLength;

    /** @param bytes of the content to give; the source may hold more */
    ContentReader(Source source, long bytes, int pieceBytes) {
        this.source = source;
        this.bytes = bytes;
        this.window = new byte[pieceBytes];
    }

    /**
     * Moves the window to {@code position}.
     *
     * @return its length: a full piece, or what is left of the content
     * @throws IOException if the source cannot be read, or has become shorter
     */
    int moveTo(long position) throws IOException {
        InputStream in = stream;
        if (in == null || position < windowFrom) {
            in = reopen();
        }
        long windowEnd = windowFrom + windowLength;
        if (position < windowEnd) {
            int drop = (int) (position - windowFrom);
            System.arraycopy(window, drop, window, 0, windowLength - drop);
            windowLength -= drop;
        } else {
            in.skipNBytes(position - windowEnd);
            windowLength = 0;
        }
        windowFrom = position;
        int wanted = (int) Math.min(window.length, bytes - position);
        int read = in.readNBytes(window, windowLength, wanted - windowLength);
        windowLength += read;
        if (windowLength < wanted) {
            throw new EOFException("it has become shorter than it was a moment ago");
        }
        return windowLength;
    }

    /** The window's bytes; overwritten by the next move. */
    byte[] window() {
        return window;
    }

    private InputStream reopen() throws IOException {
        close();
        InputStream opened = source.open();
        stream = opened;
        windowFrom = 0;
        windowLength = 0;
        return opened;
    }

    @Override
    public void close() throws IOException {
        InputStream open = stream;
        if (open != null) {
            open.close();
            stream = null;
        }
    }
}
