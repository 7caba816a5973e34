/** City cases (311, 12345): opened by people, closed by agencies. */
@NullMarked
package org.chengyun.datasets.simulator.cases;

import org.jspecify.annotations.NullMarked;
