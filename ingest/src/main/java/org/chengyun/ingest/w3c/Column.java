package org.chengyun.ingest.w3c;

import java.util.List;
import java.util.Locale;

/** What is read of a log. */
enum Column {
    DATE,
    TIME,
    CLIENT,
    USER,
    METHOD,
    TARGET,
    STATUS,
    SIZE,
    DURATION,
    AGENT,
    HOST;

    /** The field whose durations are whole seconds. */
    static final String IN_SECONDS = "x-duration";

    /** The fields that usually hold it; the first that a log has is taken. */
    List<String> usual() {
        return switch (this) {
            case DATE -> List.of("date");
            case TIME -> List.of("time");
            case CLIENT -> List.of("c-ip");
            case USER -> List.of("cs-username");
            case METHOD -> List.of("cs-method");
            case TARGET -> List.of("cs-uri-stem", "cs-uri-path", "cs-uri");
            case STATUS -> List.of("sc-status", "c-status");
            case SIZE -> List.of("sc-bytes");
            case DURATION -> List.of("time-taken", IN_SECONDS);
            case AGENT -> List.of("cs(user-agent)", "c-user-agent");
            case HOST -> List.of("x-host-header", "cs-host", "cs(host)");
        };
    }

    /** As a format's definition calls it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
