@NullMarked
package org.chengyun.engine.runner.loop;

import org.jspecify.annotations.NullMarked;
