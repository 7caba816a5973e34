/** Rejected records, read again after what rejected them was mended. */
@NullMarked
package org.chengyun.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
