/** Coverage, finality, cut and definition of every number. */
@NullMarked
package org.chengyun.api.trust;

import org.jspecify.annotations.NullMarked;
