/** Tests. */
@NullMarked
package org.chengyun.engine.bench.race;

import org.jspecify.annotations.NullMarked;
