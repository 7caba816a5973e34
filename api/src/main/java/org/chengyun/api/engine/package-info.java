/** How the engine stands: watermarks, partitions, why windows are open, the newest cuts. */
@NullMarked
package org.chengyun.api.engine;

import org.jspecify.annotations.NullMarked;
