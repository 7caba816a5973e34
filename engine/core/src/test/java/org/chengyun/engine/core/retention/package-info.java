@NullMarked
package org.chengyun.engine.core.retention;

import org.jspecify.annotations.NullMarked;
