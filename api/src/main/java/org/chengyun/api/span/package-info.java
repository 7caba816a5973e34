/** Spans of event time, and which stored windows make them up. */
@NullMarked
package org.chengyun.api.span;

import org.jspecify.annotations.NullMarked;
