/** Tests of what repetitions are known by. */
@NullMarked
package org.chengyun.engine.core.dedupe;

import org.jspecify.annotations.NullMarked;
