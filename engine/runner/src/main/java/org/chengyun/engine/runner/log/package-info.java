/** Reading Kafka's log straight from its batches. */
@NullMarked
package org.chengyun.engine.runner.log;

import org.jspecify.annotations.NullMarked;
