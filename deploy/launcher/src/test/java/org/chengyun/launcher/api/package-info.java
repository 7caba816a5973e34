/** Tests, and an application to test against. */
@NullMarked
package org.chengyun.launcher.api;

import org.jspecify.annotations.NullMarked;
