/** How far the engine has committed what ingest sent. */
@NullMarked
package org.chengyun.ingest.progress;

import org.jspecify.annotations.NullMarked;
