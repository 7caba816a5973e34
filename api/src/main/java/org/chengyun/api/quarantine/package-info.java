/** What was rejected and is kept: why, how much, the bytes themselves, and reading them again. */
@NullMarked
package org.chengyun.api.quarantine;

import org.jspecify.annotations.NullMarked;
