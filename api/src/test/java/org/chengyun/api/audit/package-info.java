@NullMarked
package org.chengyun.api.audit;

import org.jspecify.annotations.NullMarked;
