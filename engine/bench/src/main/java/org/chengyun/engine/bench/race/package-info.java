/** Runs the contestants in turn and tells the result. */
@NullMarked
package org.chengyun.engine.bench.race;

import org.jspecify.annotations.NullMarked;
