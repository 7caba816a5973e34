@NullMarked
package org.chengyun.engine.runner.retention;

import org.jspecify.annotations.NullMarked;
