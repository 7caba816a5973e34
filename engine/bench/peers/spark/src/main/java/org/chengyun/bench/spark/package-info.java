/** The race as a good user of Apache Spark's Structured Streaming would write it. */
@NullMarked
package org.chengyun.bench.spark;

import org.jspecify.annotations.NullMarked;
