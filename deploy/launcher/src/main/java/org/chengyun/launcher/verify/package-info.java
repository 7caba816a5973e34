/** {@code deploy/chengyun test}: the whole test suite on one real stack. */
@NullMarked
package org.chengyun.launcher.verify;

import org.jspecify.annotations.NullMarked;
