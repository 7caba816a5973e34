/** The city simulator: an invented city whose feeds are a pure function of seed and time, with its ground truth. */
@NullMarked
package org.chengyun.datasets.simulator;

import org.jspecify.annotations.NullMarked;
