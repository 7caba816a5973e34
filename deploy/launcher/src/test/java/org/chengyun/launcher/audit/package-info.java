/** Tests. */
@NullMarked
package org.chengyun.launcher.audit;

import org.jspecify.annotations.NullMarked;
