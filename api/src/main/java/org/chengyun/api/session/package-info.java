/** Sessions of metrics for readers: runs of observations without a long gap, each with its trust. */
@NullMarked
package org.chengyun.api.session;

import org.jspecify.annotations.NullMarked;
