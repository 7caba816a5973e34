/** Statistics that are kept in small: what stands for many values, is merged in any order, and errs within a bound. */
@NullMarked
package org.chengyun.datasets.sketch;

import org.jspecify.annotations.NullMarked;
