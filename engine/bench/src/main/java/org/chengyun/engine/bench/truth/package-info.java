/** What every contestant must find, computed in another way than any of them, and the comparison. */
@NullMarked
package org.chengyun.engine.bench.truth;

import org.jspecify.annotations.NullMarked;
