@NullMarked
package org.chengyun.api.trust;

import org.jspecify.annotations.NullMarked;
