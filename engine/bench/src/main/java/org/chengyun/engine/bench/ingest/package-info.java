/** How fast ingest is: decoding, on the way to Kafka, over HTTP; and GoAccess on the same file. */
@NullMarked
package org.chengyun.engine.bench.ingest;

import org.jspecify.annotations.NullMarked;
