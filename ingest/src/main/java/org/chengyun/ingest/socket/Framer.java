package org.chengyun.ingest.socket;

import org.chengyun.ingest.decode.Reason;

/** Knows where a record ends in a stream. Pure; keeps state from call to call: one per connection. */
public interface Framer {
    /** Takes what the stream consists of, in its order. */
    interface Sink {
        /** One whole record or more. */
        void whole(byte[] bytes) throws InterruptedException;

        void unreadable(Reason reason, String detail, byte[] bytes) throws InterruptedException;
    }

    /** Hands over what is whole and consumes it. Of a full window it consumes something in any case. */
    void cut(Window window, Sink sink) throws InterruptedException;

    /**
     * Hands over the rest.
     *
     * @param orderly false if the connection broke
     */
    void end(Window window, boolean orderly, Sink sink) throws InterruptedException;
}
