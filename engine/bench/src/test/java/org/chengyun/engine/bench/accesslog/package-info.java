@NullMarked
package org.chengyun.engine.bench.accesslog;

import org.jspecify.annotations.NullMarked;
