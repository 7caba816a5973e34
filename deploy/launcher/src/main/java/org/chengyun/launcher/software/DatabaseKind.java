package org.chengyun.launcher.software;

import java.util.Locale;

/** Which database server a home uses; chosen at its first start and kept. */
public enum DatabaseKind {
    /** PostgreSQL with TimescaleDB (Apache-2 build), from Debian's packages. */
    TIMESCALEDB("PostgreSQL 17 with TimescaleDB"),
    /** Plain PostgreSQL binaries, from Maven's registry. */
    POSTGRESQL("plain PostgreSQL 17 (TimescaleDB needs a Debian-like Linux on x86_64)");

    private final String title;

    DatabaseKind(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
