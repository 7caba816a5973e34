/** {@code deploy/chengyun load}: sends files to the application so that every record is counted once. */
@NullMarked
package org.chengyun.launcher.load;

import org.jspecify.annotations.NullMarked;
