/** Tests. */
@NullMarked
package org.chengyun.launcher.process;

import org.jspecify.annotations.NullMarked;
