/** Syslog: RFC 5424 and RFC 3164, over UDP, TCP and TLS. */
@NullMarked
package org.chengyun.ingest.syslog;

import org.jspecify.annotations.NullMarked;
