/** What a contestant is given and where it puts its answers. Needs the JDK alone: the peers use it, too. */
@NullMarked
package org.chengyun.engine.bench.contest;

import org.jspecify.annotations.NullMarked;
