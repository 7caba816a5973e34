/** The race as a good user of Kafka Streams would write it. */
@NullMarked
package org.chengyun.bench.streams;

import org.jspecify.annotations.NullMarked;
