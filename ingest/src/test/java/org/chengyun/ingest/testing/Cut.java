package org.chengyun.ingest.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.socket.Framer;
import org.chengyun.ingest.socket.Window;

/** What a framer makes of a stream that comes in pieces. */
public final class Cut implements Framer.Sink {
    public final List<String> whole = new ArrayList<>();
    public final List<String> unreadable = new ArrayList<>();
    private long bytes;

    private Cut() {}

    public static Cut of(Framer framer, byte[] stream, int pieceBytes, boolean orderly) throws InterruptedException {
        var cut = new Cut();
        var window = new Window();
        for (int at = 0; at < stream.length; ) {
            at += window.add(stream, at, Math.min(stream.length, at + pieceBytes));
            framer.cut(window, cut);
        }
        framer.end(window, orderly, cut);
        return cut;
    }

    @Override
    public void whole(byte[] record) {
        bytes += record.length;
        whole.add(new String(record, StandardCharsets.UTF_8));
    }

    @Override
    public void unreadable(Reason reason, String detail, byte[] record) {
        bytes += record.length;
        unreadable.add(reason.code() + ": " + new String(record, StandardCharsets.UTF_8));
    }

    /** How much was handed over. */
    public long bytes() {
        return bytes;
    }
}
