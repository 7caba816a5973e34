/** Count, mean and spread of a quantity: one pass, mergeable. */
@NullMarked
package org.chengyun.engine.core.aggregate;

import org.jspecify.annotations.NullMarked;
