/** Starts and stops the feeds whose data comes to us by itself: syslog, lines, MQTT. */
@NullMarked
package org.chengyun.ingest.receive;

import org.jspecify.annotations.NullMarked;
