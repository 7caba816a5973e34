/** Whether the feeds are healthy, and if not, at what level to look: feed, controller or sensor. */
@NullMarked
package org.chengyun.api.feed;

import org.jspecify.annotations.NullMarked;
