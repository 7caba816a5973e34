/** Wall time, processor time and memory of processes. */
@NullMarked
package org.chengyun.engine.bench.measure;

import org.jspecify.annotations.NullMarked;
