/** From the quarantine topic to the quarantine table. */
@NullMarked
package org.chengyun.engine.runner.quarantine;

import org.jspecify.annotations.NullMarked;
