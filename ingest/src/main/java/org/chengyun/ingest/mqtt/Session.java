package org.chengyun.ingest.mqtt;

import java.util.concurrent.CompletableFuture;

/** A session with a broker, in one version of the protocol. Reconnects by itself once it was connected. Thread-safe. */
interface Session {
    /** Done when the broker has taken us; keeps trying until then. */
    CompletableFuture<?> connect();

    /** Done when the broker has taken every topic. */
    CompletableFuture<?> subscribe();

    CompletableFuture<?> disconnect();

    /** Told what happens to the session, on its threads. */
    interface Listener {
        /**
         * Takes a message. May block: then the broker is let wait.
         *
         * @param acknowledge tells the broker that it may forget the message
         */
        void message(String topic, byte[] payload, Runnable acknowledge);

        void connected();

        /** @param why for people */
        void disconnected(String why);
    }
}
