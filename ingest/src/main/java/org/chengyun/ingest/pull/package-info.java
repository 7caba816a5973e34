/** Fetches documents over HTTP again and again, and brings what is new in them to Kafka, once. */
@NullMarked
package org.chengyun.ingest.pull;

import org.jspecify.annotations.NullMarked;
