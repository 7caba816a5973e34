/** How far a number can be trusted, and the chip that says so. */
@NullMarked
package org.chengyun.dashboard.trust;

import org.jspecify.annotations.NullMarked;
