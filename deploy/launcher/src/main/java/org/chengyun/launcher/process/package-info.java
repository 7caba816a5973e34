/** Child processes that can be recognised again, stopped in order and killed, also by a later launcher. */
@NullMarked
package org.chengyun.launcher.process;

import org.jspecify.annotations.NullMarked;
