/** Starting, watching and stopping the stack from the command line. */
@NullMarked
package org.chengyun.launcher.run;

import org.jspecify.annotations.NullMarked;
