@NullMarked
package org.chengyun.api.progress;

import org.jspecify.annotations.NullMarked;
