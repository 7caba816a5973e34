/** The micro-batch loop: poll, fold, commit, close. */
@NullMarked
package org.chengyun.engine.runner.loop;

import org.jspecify.annotations.NullMarked;
