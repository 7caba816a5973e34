/** What keeps open pages fresh, and what keeps them honest about their age. */
@NullMarked
package org.chengyun.dashboard.live;

import org.jspecify.annotations.NullMarked;
