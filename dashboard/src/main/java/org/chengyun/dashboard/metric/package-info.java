/** One metric at a time: over time with its percentiles, or its sessions together. The records say what the page needs. */
@NullMarked
package org.chengyun.dashboard.metric;

import org.jspecify.annotations.NullMarked;
