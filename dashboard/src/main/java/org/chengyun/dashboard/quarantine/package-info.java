/** What was rejected: by reason, the bytes, and reading them again. */
@NullMarked
package org.chengyun.dashboard.quarantine;

import org.jspecify.annotations.NullMarked;
