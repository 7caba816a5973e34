/** What the three feeds share: observations, the records that carry them, and their order of arrival. */
@NullMarked
package org.chengyun.datasets.simulator.feed;

import org.jspecify.annotations.NullMarked;
