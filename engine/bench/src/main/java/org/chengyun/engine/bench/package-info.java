/** The benchmarks behind {@code deploy/chengyun bench}. Never released. */
@NullMarked
package org.chengyun.engine.bench;

import org.jspecify.annotations.NullMarked;
