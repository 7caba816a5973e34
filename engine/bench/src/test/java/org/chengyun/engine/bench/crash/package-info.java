@NullMarked
package org.chengyun.engine.bench.crash;

import org.jspecify.annotations.NullMarked;
