/** The metrics as defined, with the version that the engine runs. */
@NullMarked
package org.chengyun.api.catalogue;

import org.jspecify.annotations.NullMarked;
