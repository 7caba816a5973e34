package org.chengyun.ingest.syslog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the header of a syslog message says, and where its body is.
 *
 * @param form how it was read
 * @param facility 0 to 23; 1 (user) if the message has no priority, as RFC 3164 section 4.3.3 wants it
 * @param severity 0 (emergency) to 7 (debug); 5 (notice) without a priority
 * @param time when the sender wrote it; null if it does not say
 * @param host empty if not said
 * @param app name of the program, in RFC 3164 the tag; empty if not said
 * @param bodyFrom first byte of the body
 * @param bodyTo after the last byte of the body, line ends not counted
 */
record SyslogMessage(
        Form form,
        int facility,
        int severity,
        @Nullable Instant time,
        String host,
        String app,
        int bodyFrom,
        int bodyTo) {
    /** The kinds of header. */
    enum Form {
        RFC5424,
        RFC3164,
        /** None: all of the message, or all after its priority, is the body. */
        BARE
    }
}
