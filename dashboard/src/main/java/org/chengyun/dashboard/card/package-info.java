/** What pages put numbers on: a chart with its trust and its table twin, a figure; and the data that go into them. */
@NullMarked
package org.chengyun.dashboard.card;

import org.jspecify.annotations.NullMarked;
