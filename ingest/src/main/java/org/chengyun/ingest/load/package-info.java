/** Files that people load, piece by piece, each record once. */
@NullMarked
package org.chengyun.ingest.load;

import org.jspecify.annotations.NullMarked;
