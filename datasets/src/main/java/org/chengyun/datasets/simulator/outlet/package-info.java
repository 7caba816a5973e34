/** Where records go: log files and the HTTP push, each continued exactly where a killed run stopped. */
@NullMarked
package org.chengyun.datasets.simulator.outlet;

import org.jspecify.annotations.NullMarked;
