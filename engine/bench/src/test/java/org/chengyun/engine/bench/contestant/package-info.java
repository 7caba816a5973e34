/** Tests. */
@NullMarked
package org.chengyun.engine.bench.contestant;

import org.jspecify.annotations.NullMarked;
