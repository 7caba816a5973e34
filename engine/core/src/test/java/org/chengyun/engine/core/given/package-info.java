/** What the tests of the core start from: random datasets, observations and conditions, and where the repository lies. */
@NullMarked
package org.chengyun.engine.core.given;

import org.jspecify.annotations.NullMarked;
