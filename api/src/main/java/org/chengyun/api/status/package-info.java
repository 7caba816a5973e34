/** How the feeds stand: watermarks, lag, quarantine. */
@NullMarked
package org.chengyun.api.status;

import org.jspecify.annotations.NullMarked;
