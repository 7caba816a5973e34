@NullMarked
package org.chengyun.engine.core.window;

import org.jspecify.annotations.NullMarked;
