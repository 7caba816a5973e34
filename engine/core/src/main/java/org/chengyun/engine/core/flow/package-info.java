/** When and how much to commit, decided from measured times; pure. */
@NullMarked
package org.chengyun.engine.core.flow;

import org.jspecify.annotations.NullMarked;
