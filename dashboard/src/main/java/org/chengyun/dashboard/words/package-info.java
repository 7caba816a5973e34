/** Both languages of the dashboard, and how numbers and times are written in each. */
@NullMarked
package org.chengyun.dashboard.words;

import org.jspecify.annotations.NullMarked;
