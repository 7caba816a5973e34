/** Which readings of a partition are repetitions of one that was counted before. */
@NullMarked
package org.chengyun.engine.core.dedupe;

import org.jspecify.annotations.NullMarked;
