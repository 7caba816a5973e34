/** Traffic detectors: demand, incidents and the fundamental diagram. */
@NullMarked
package org.chengyun.datasets.simulator.traffic;

import org.jspecify.annotations.NullMarked;
