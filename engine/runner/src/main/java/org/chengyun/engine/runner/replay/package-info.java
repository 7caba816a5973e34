/** Computing a metric again over the retained log, beside the live job. */
@NullMarked
package org.chengyun.engine.runner.replay;

import org.jspecify.annotations.NullMarked;
