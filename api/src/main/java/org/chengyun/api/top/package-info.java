/** Rankings of the series of a window. */
@NullMarked
package org.chengyun.api.top;

import org.jspecify.annotations.NullMarked;
