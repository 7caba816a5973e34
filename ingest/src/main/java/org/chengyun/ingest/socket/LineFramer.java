package org.chengyun.ingest.socket;

import org.chengyun.ingest.decode.Reason;

/** Lines. Handed over as many at once as there are; the last one needs no end if the connection was closed in order. */
public final class LineFramer implements Framer {
    private int searched;
    private boolean insideTooLong;

    @Override
    public void cut(Window window, Sink sink) throws InterruptedException {
        if (insideTooLong && !skip(window)) {
            return;
        }
        int end = lastLineEnd(window);
        if (end > window.from()) {
            byte[] lines = window.copy(window.from(), end);
            window.consumeTo(end);
            searched = window.size();
            sink.whole(lines);
            return;
        }
        searched = window.size();
        if (window.isFull()) {
            byte[] begin = window.copy(window.from(), window.to());
            window.consumeTo(window.to());
            searched = 0;
            insideTooLong = true;
            sink.unreadable(
                    Reason.RECORD_TOO_LONG,
                    "no line end within %d bytes; only these were kept".formatted(begin.length),
                    begin);
        }
    }

    /** True once the line that was too long has ended. */
    private boolean skip(Window window) {
        for (int at = window.from(); at < window.to(); at++) {
            if (window.bytes()[at] == '\n') {
                window.consumeTo(at + 1);
                insideTooLong = false;
                return true;
            }
        }
        window.consumeTo(window.to());
        return false;
    }

    /** After the last line end; not after the window's begin if there is none. */
    private int lastLineEnd(Window window) {
        for (int at = window.to() - 1; at >= window.from() + searched; at--) {
            if (window.bytes()[at] == '\n') {
                return at + 1;
            }
        }
        return window.from();
    }

    @Override
    public void end(Window window, boolean orderly, Sink sink) throws InterruptedException {
        if (window.size() == 0 || insideTooLong) {
            return;
        }
        byte[] rest = window.copy(window.from(), window.to());
        window.consumeTo(window.to());
        if (orderly) {
            sink.whole(rest);
        } else {
            sink.unreadable(Reason.RECORD_CUT, "the connection broke inside of the line", rest);
        }
    }
}
