/** The city's day and week. */
@NullMarked
package org.chengyun.datasets.simulator.rhythm;

import org.jspecify.annotations.NullMarked;
