/** From ingest to Kafka: observations, rejected records and progress in one transaction. */
@NullMarked
package org.chengyun.ingest.outbox;

import org.jspecify.annotations.NullMarked;
