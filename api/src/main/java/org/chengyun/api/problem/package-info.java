/** What a caller is told when a request cannot be answered: RFC 9457 problems with stable codes. */
@NullMarked
package org.chengyun.api.problem;

import org.jspecify.annotations.NullMarked;
