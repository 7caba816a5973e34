/** Kafka topics of raw records, which others fill. */
@NullMarked
package org.chengyun.ingest.topic;

import org.jspecify.annotations.NullMarked;
