/** Tests. */
@NullMarked
package org.chengyun.launcher.verify;

import org.jspecify.annotations.NullMarked;
