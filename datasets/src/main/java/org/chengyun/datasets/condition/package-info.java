/** The {@code where} of a metric: a small subset of SQL's boolean expressions, with SQL's three-valued logic. */
@NullMarked
package org.chengyun.datasets.condition;

import org.jspecify.annotations.NullMarked;
