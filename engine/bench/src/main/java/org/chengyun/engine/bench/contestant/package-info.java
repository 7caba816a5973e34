/** The contestants without an engine of others: Chengyun itself and the hand-written floor. */
@NullMarked
package org.chengyun.engine.bench.contestant;

import org.jspecify.annotations.NullMarked;
