/** Times and numbers as servers write them into lines, read from bytes without making text of them. */
@NullMarked
package org.chengyun.ingest.clock;

import org.jspecify.annotations.NullMarked;
