/** Folding rows into deltas: what a micro-batch adds to each series and slice. */
@NullMarked
package org.chengyun.engine.core.fold;

import org.jspecify.annotations.NullMarked;
