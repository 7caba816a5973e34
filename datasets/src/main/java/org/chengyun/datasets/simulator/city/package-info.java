/** The invented city: districts, roads, detectors, services and kinds of cases, all computed from the seed. */
@NullMarked
package org.chengyun.datasets.simulator.city;

import org.jspecify.annotations.NullMarked;
