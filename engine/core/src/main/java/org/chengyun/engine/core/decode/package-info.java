/** From a Kafka record's bytes to one row of plain values, without an object per record. */
@NullMarked
package org.chengyun.engine.core.decode;

import org.jspecify.annotations.NullMarked;
