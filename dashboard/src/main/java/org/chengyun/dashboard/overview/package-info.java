/** The first page: three domains live. The records and {@link org.chengyun.dashboard.overview.Overview} say what the page needs. */
@NullMarked
package org.chengyun.dashboard.overview;

import org.jspecify.annotations.NullMarked;
