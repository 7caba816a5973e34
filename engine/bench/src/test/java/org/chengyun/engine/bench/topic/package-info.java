/** Tests. */
@NullMarked
package org.chengyun.engine.bench.topic;

import org.jspecify.annotations.NullMarked;
