/** Tests. */
@NullMarked
package org.chengyun.launcher.home;

import org.jspecify.annotations.NullMarked;
