package org.chengyun.api;

/** What a process of the one binary does. */
public enum ProcessRole {
    INGEST,
    ENGINE,
    WEB
}
