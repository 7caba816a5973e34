/** Answers as they would have been at an earlier cut or time. */
@NullMarked
package org.chengyun.api.asof;

import org.jspecify.annotations.NullMarked;
