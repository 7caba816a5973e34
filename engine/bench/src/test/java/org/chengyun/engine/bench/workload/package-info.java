/** Tests. */
@NullMarked
package org.chengyun.engine.bench.workload;

import org.jspecify.annotations.NullMarked;
