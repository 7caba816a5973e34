/** What arrives on its way to Kafka: bounded in memory, committed by size and time, acknowledged when it is safe. */
@NullMarked
package org.chengyun.ingest.inbox;

import org.jspecify.annotations.NullMarked;
