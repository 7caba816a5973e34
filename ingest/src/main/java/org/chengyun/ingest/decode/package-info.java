/** The port that every feed format fills: one source record in, observations or a reason out. Pure. */
@NullMarked
package org.chengyun.ingest.decode;

import org.jspecify.annotations.NullMarked;
