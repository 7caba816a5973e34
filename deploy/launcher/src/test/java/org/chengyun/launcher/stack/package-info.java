/** Tests of the stack on real servers. */
@NullMarked
package org.chengyun.launcher.stack;

import org.jspecify.annotations.NullMarked;
