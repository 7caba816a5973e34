/** Starts and stops the feeds whose data others send or keep for us: syslog, lines, MQTT, topics, files. */
@NullMarked
package org.chengyun.ingest.receive;

import org.jspecify.annotations.NullMarked;
