/** Log files that grow and rotate, followed without losing or repeating a line. */
@NullMarked
package org.chengyun.ingest.tail;

import org.jspecify.annotations.NullMarked;
