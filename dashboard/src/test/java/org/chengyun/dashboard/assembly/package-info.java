@NullMarked
package org.chengyun.dashboard.assembly;

import org.jspecify.annotations.NullMarked;
