/** What people call the values of dimensions: roads, services, districts, types. */
@NullMarked
package org.chengyun.api.label;

import org.jspecify.annotations.NullMarked;
