/** The e-government portal: sessions of people and robots as access log lines. */
@NullMarked
package org.chengyun.datasets.simulator.portal;

import org.jspecify.annotations.NullMarked;
