/** Tests. */
@NullMarked
package org.chengyun.launcher.run;

import org.jspecify.annotations.NullMarked;
