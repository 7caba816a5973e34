/** The registry of sensors and areas. */
@NullMarked
package org.chengyun.api.site;

import org.jspecify.annotations.NullMarked;
