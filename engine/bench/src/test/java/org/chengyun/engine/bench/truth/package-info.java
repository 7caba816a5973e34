/** Tests. */
@NullMarked
package org.chengyun.engine.bench.truth;

import org.jspecify.annotations.NullMarked;
