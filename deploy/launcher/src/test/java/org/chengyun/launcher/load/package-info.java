/** Tests. */
@NullMarked
package org.chengyun.launcher.load;

import org.jspecify.annotations.NullMarked;
