/** How long it takes from a produced reading to the row in the table, at a steady rate. */
@NullMarked
package org.chengyun.engine.bench.live;

import org.jspecify.annotations.NullMarked;
