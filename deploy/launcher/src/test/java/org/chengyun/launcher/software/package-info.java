/** Tests. */
@NullMarked
package org.chengyun.launcher.software;

import org.jspecify.annotations.NullMarked;
