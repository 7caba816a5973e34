/** What one detector, or the lanes of one site, say about traffic; in the units of the dataset. */
@NullMarked
package org.chengyun.ingest.traffic;

import org.jspecify.annotations.NullMarked;
