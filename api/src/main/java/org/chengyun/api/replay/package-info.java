/** Asking for a metric to be computed again over the retained log, and what came of it. */
@NullMarked
package org.chengyun.api.replay;

import org.jspecify.annotations.NullMarked;
