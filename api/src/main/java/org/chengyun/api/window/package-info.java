/** Windows of metrics: stored where they are closed, merged at read time where they are open. */
@NullMarked
package org.chengyun.api.window;

import org.jspecify.annotations.NullMarked;
