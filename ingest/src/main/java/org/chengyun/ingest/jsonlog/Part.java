package org.chengyun.ingest.jsonlog;

import java.util.Locale;

/** What is read of a record. */
enum Part {
    TIME,
    CLIENT,
    USER,
    HOST,
    /** Method, target and protocol. */
    REQUEST,
    METHOD,
    TARGET,
    STATUS,
    SIZE,
    DURATION,
    AGENT;

    /** As a format's definition calls it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
