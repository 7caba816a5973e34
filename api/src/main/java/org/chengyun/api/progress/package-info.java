/** How far event time has come in each partition, and why windows are still open. */
@NullMarked
package org.chengyun.api.progress;

import org.jspecify.annotations.NullMarked;
