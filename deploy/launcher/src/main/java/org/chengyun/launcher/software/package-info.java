/** The servers that the stack runs, fetched once: from Maven's registry, or Debian's for TimescaleDB. */
@NullMarked
package org.chengyun.launcher.software;

import org.jspecify.annotations.NullMarked;
