/** {@code deploy/chengyun query}: windows and rankings of a metric as text, CSV or JSON. */
@NullMarked
package org.chengyun.launcher.query;

import org.jspecify.annotations.NullMarked;
