package org.chengyun.ingest.inbox;

/** Brings pieces into an inbox. Thread-safe; starts at most once. */
public interface Source {
    /** Begins and returns at once; what fails is tried again. */
    void start();

    /** Brings nothing more. */
    void stop();

    /** Lets go of its connections, once what it brought is committed or given up. */
    void close();
}
