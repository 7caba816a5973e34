/** The ground truth of what was delivered, in exact arithmetic, independent of the engine. */
@NullMarked
package org.chengyun.datasets.simulator.truth;

import org.jspecify.annotations.NullMarked;
