/** Tests. */
@NullMarked
package org.chengyun.launcher.query;

import org.jspecify.annotations.NullMarked;
