@NullMarked
package org.chengyun.engine.runner.store;

import org.jspecify.annotations.NullMarked;
