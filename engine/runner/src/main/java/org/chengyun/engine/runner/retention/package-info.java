/** Removes what is no longer kept, little by little, beside the loops. */
@NullMarked
package org.chengyun.engine.runner.retention;

import org.jspecify.annotations.NullMarked;
