/** Randomness without a sequence: every number is a hash of seed, stream, entity and slot. */
@NullMarked
package org.chengyun.datasets.simulator.chance;

import org.jspecify.annotations.NullMarked;
