/** Where one source record ends and the next begins, in a stream of bytes. Knows nothing of their meaning. */
@NullMarked
package org.chengyun.ingest.record;

import org.jspecify.annotations.NullMarked;
