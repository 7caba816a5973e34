/** Charts as web components: a series with its spread, a ranking that moves; each with a table twin. */
@NullMarked
package org.chengyun.dashboard.chart;

import org.jspecify.annotations.NullMarked;
