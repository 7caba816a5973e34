@NullMarked
package org.chengyun.engine.bench.ingest;

import org.jspecify.annotations.NullMarked;
