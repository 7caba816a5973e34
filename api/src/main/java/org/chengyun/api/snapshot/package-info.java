/** One consistent view of the database: every number of an answer belongs to one cut. */
@NullMarked
package org.chengyun.api.snapshot;

import org.jspecify.annotations.NullMarked;
