/** What the race reads: events as pure functions of seed and number. */
@NullMarked
package org.chengyun.engine.bench.workload;

import org.jspecify.annotations.NullMarked;
