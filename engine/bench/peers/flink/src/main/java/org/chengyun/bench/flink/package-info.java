/** The race as a good user of Apache Flink's DataStream API would write it. */
@NullMarked
package org.chengyun.bench.flink;

import org.jspecify.annotations.NullMarked;
