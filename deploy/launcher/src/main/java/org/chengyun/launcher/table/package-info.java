/** Tables of text on a terminal. */
@NullMarked
package org.chengyun.launcher.table;

import org.jspecify.annotations.NullMarked;
