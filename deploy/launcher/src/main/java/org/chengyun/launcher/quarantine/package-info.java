/** {@code deploy/chengyun quarantine}: what was rejected, and reading it again. */
@NullMarked
package org.chengyun.launcher.quarantine;

import org.jspecify.annotations.NullMarked;
