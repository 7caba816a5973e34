/** A made-up city in memory: what view tests read, and what {@code -Dshowcase} builds show without a stack. */
@NullMarked
package org.chengyun.dashboard.showcase;

import org.jspecify.annotations.NullMarked;
