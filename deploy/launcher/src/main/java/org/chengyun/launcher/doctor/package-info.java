/** {@code deploy/chengyun doctor}: looks for what keeps a stack from running, and says what to do. */
@NullMarked
package org.chengyun.launcher.doctor;

import org.jspecify.annotations.NullMarked;
