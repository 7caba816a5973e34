/** Command line of Chengyun: {@code deploy/chengyun} runs its main class. */
@NullMarked
package org.chengyun.launcher;

import org.jspecify.annotations.NullMarked;
