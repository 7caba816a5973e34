/** The daily city brief: which numbers it holds. How it looks is {@code report}'s business. */
@NullMarked
package org.chengyun.api.brief;

import org.jspecify.annotations.NullMarked;
