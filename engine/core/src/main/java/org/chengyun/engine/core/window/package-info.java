/** Which windows the metrics have beyond their slices. */
@NullMarked
package org.chengyun.engine.core.window;

import org.jspecify.annotations.NullMarked;
