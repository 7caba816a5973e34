/** What the engine says of itself, for those who read tables only. */
@NullMarked
package org.chengyun.engine.runner.report;

import org.jspecify.annotations.NullMarked;
