/** What was found out about texts seen before, so that it need not be found out again. */
@NullMarked
package org.chengyun.ingest.memory;

import org.jspecify.annotations.NullMarked;
