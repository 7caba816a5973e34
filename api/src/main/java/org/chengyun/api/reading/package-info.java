/** What views and reports ask: several readings at one cut. */
@NullMarked
package org.chengyun.api.reading;

import org.jspecify.annotations.NullMarked;
