package org.chengyun.ingest.syslog;

import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.socket.Framer;
import org.chengyun.ingest.socket.Window;

/**
 * Cuts a TCP stream into messages (RFC 6587, RFC 5425). What a frame begins with says what it is: a length, a space and
 * {@code <} is octet counting, anything else ends with a line feed or NUL. Senders may change between both.
 */
final class SyslogFramer implements Framer {
    private static final int LINE = -1;
    private static final int NEED_MORE = -2;
    private static final int MAX_DIGITS = 9;

    private long skipBytes;
    private boolean skipLine;
    private int searched;

    @Override
    public void cut(Window window, Sink sink) throws InterruptedException {
        while (skipped(window)) {
            int length = length(window);
            boolean more;
            if (length == NEED_MORE) {
                more = false;
            } else if (length == LINE) {
                more = line(window, sink);
            } else {
                more = counted(window, length, sink);
            }
            if (!more) {
                return;
            }
        }
    }

    /** Steps over what is left of a message that was too long, and line ends between frames; false if nothing is left. */
    private boolean skipped(Window window) {
        if (skipBytes > 0) {
            int now = (int) Math.min(skipBytes, window.size());
            window.consumeTo(window.from() + now);
            skipBytes -= now;
        }
        while (skipLine && window.size() > 0) {
            skipLine = !isLineEnd(window.bytes()[window.from()]);
            window.consumeTo(window.from() + 1);
        }
        while (window.size() > 0 && isBetween(window.bytes()[window.from()])) {
            window.consumeTo(window.from() + 1);
        }
        return window.size() > 0;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == 0;
    }

    private static boolean isBetween(byte b) {
        return isLineEnd(b) || b == '\r';
    }

    /** What the frame says of its length, {@link #LINE} if nothing, {@link #NEED_MORE} if that is not all there yet. */
    private static int length(Window window) {
        byte[] bytes = window.bytes();
        int at = window.from();
        int length = 0;
        while (at < window.to() && bytes[at] >= '0' && bytes[at] <= '9' && at - window.from() < MAX_DIGITS) {
            length = length * 10 + bytes[at] - '0';
            at++;
        }
        if (length == 0) {
            return LINE;
        }
        if (at == window.to()) {
            return NEED_MORE;
        }
        if (bytes[at] != ' ') {
            return LINE;
        }
        if (at + 1 == window.to()) {
            return NEED_MORE;
        }
        return bytes[at + 1] == '<' ? length : LINE;
    }

    private boolean counted(Window window, int length, Sink sink) throws InterruptedException {
        int from = afterSpace(window);
        if (window.to() - from >= length) {
            byte[] message = window.copy(from, from + length);
            window.consumeTo(from + length);
            sink.whole(message);
            return true;
        }
        if (!window.isFull()) {
            return false;
        }
        byte[] begin = window.copy(from, window.to());
        window.consumeTo(window.to());
        skipBytes = (long) length - begin.length;
        tooLong("a message of %d bytes; only the first %d were kept".formatted(length, begin.length), begin, sink);
        return false;
    }

    private static int afterSpace(Window window) {
        int at = window.from();
        while (window.bytes()[at] != ' ') {
            at++;
        }
        return at + 1;
    }

    private boolean line(Window window, Sink sink) throws InterruptedException {
        for (int at = window.from() + searched; at < window.to(); at++) {
            if (isLineEnd(window.bytes()[at])) {
                byte[] message = window.copy(window.from(), at);
                window.consumeTo(at + 1);
                searched = 0;
                sink.whole(message);
                return true;
            }
        }
        searched = window.size();
        if (window.isFull()) {
            byte[] begin = window.copy(window.from(), window.to());
            window.consumeTo(window.to());
            searched = 0;
            skipLine = true;
            tooLong("no line end within %d bytes; only these were kept".formatted(begin.length), begin, sink);
        }
        return false;
    }

    private static void tooLong(String detail, byte[] begin, Sink sink) throws InterruptedException {
        sink.unreadable(Reason.RECORD_TOO_LONG, detail, begin);
    }

    @Override
    public void end(Window window, boolean orderly, Sink sink) throws InterruptedException {
        if (!skipped(window)) {
            return;
        }
        byte[] rest = window.copy(window.from(), window.to());
        int length = length(window);
        window.consumeTo(window.to());
        if (orderly && length == LINE) {
            sink.whole(rest);
        } else {
            sink.unreadable(Reason.RECORD_CUT, "the connection ended inside of the message", rest);
        }
    }
}
