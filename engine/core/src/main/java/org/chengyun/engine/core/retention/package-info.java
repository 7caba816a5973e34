/** Up to when what was computed may be removed. */
@NullMarked
package org.chengyun.engine.core.retention;

import org.jspecify.annotations.NullMarked;
