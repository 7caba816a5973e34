/** Whether the feeds are healthy, what is wrong, and what to do about it. */
@NullMarked
package org.chengyun.dashboard.feeds;

import org.jspecify.annotations.NullMarked;
