/** How the engine stands: watermarks, lag, cuts with their timings, why windows are open, the audits. */
@NullMarked
package org.chengyun.dashboard.engine;

import org.jspecify.annotations.NullMarked;
