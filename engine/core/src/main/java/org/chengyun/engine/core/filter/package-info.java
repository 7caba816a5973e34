/** The where of a metric, compiled to run on rows. */
@NullMarked
package org.chengyun.engine.core.filter;

import org.jspecify.annotations.NullMarked;
