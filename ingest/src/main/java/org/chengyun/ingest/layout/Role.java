package org.chengyun.ingest.layout;

/** What a field of a line says about the request. */
enum Role {
    /** Nothing that is kept. */
    SKIPPED,
    CLIENT,
    /** A list of addresses of which the first asked; used only if nothing else says who did. */
    FORWARDED_FOR,
    USER,
    /** Method, target and protocol. */
    REQUEST,
    METHOD,
    /** With or without what follows the '?'. */
    TARGET,
    HOST,
    STATUS,
    SIZE,
    /** Used only if nothing else says how much was sent. */
    SIZE_WITH_HEADERS,
    /** A time span; several add up. */
    DURATION,
    AGENT
}
