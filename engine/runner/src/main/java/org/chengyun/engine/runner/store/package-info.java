/** The engine's transactions on its tables. */
@NullMarked
package org.chengyun.engine.runner.store;

import org.jspecify.annotations.NullMarked;
