/** {@code deploy/chengyun feeds}: whether the feeds are healthy, and why not. */
@NullMarked
package org.chengyun.launcher.feeds;

import org.jspecify.annotations.NullMarked;
