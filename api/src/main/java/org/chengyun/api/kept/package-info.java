/** That a time reaches back before what is kept. */
@NullMarked
package org.chengyun.api.kept;

import org.jspecify.annotations.NullMarked;
