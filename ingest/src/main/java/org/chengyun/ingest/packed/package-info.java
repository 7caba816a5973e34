/** Compressed files, read as what they hold. */
@NullMarked
package org.chengyun.ingest.packed;

import org.jspecify.annotations.NullMarked;
