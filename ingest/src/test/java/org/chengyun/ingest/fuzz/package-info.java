/** Every decoder on inputs that nobody would send on purpose, and on some that somebody would. */
@NullMarked
package org.chengyun.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
