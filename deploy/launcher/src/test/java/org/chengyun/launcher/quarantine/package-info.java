/** Tests. */
@NullMarked
package org.chengyun.launcher.quarantine;

import org.jspecify.annotations.NullMarked;
