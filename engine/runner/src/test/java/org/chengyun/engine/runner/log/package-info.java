@NullMarked
package org.chengyun.engine.runner.log;

import org.jspecify.annotations.NullMarked;
