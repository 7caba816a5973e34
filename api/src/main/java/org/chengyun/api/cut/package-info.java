/** The engine's commits: the latest ones, and word of each new one. */
@NullMarked
package org.chengyun.api.cut;

import org.jspecify.annotations.NullMarked;
