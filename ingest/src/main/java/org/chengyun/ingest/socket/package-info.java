/** Senders that connect to us: reads what they send, cuts it into pieces, and lets them wait when Kafka is slow. */
@NullMarked
package org.chengyun.ingest.socket;

import org.jspecify.annotations.NullMarked;
