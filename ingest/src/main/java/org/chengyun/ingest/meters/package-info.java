/** The meters of ingest, all in one place. */
@NullMarked
package org.chengyun.ingest.meters;

import org.jspecify.annotations.NullMarked;
