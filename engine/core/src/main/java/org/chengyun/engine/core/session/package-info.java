/** Sessions: runs of observations of one series without a long gap. */
@NullMarked
package org.chengyun.engine.core.session;

import org.jspecify.annotations.NullMarked;
