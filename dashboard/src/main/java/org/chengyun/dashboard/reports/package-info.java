/** The report runs: list, download, make one now. */
@NullMarked
package org.chengyun.dashboard.reports;

import org.jspecify.annotations.NullMarked;
