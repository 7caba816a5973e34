/** Event time: how far the input is believed complete. */
@NullMarked
package org.chengyun.engine.core.time;

import org.jspecify.annotations.NullMarked;
