/** What a micro-batch covers, and whether it was committed. */
@NullMarked
package org.chengyun.engine.core.commit;

import org.jspecify.annotations.NullMarked;
