/** {@code deploy/chengyun audit}: whether everything that the engine read is accounted for. */
@NullMarked
package org.chengyun.launcher.audit;

import org.jspecify.annotations.NullMarked;
