/** {@code deploy/chengyun replay}. */
@NullMarked
package org.chengyun.launcher.replay;

import org.jspecify.annotations.NullMarked;
