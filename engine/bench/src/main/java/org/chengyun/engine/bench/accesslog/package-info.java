/** The log of a busy portal in NCSA's combined form: each line a pure function of a seed. */
@NullMarked
package org.chengyun.engine.bench.accesslog;

import org.jspecify.annotations.NullMarked;
