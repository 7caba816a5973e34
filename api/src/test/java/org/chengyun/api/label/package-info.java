@NullMarked
package org.chengyun.api.label;

import org.jspecify.annotations.NullMarked;
