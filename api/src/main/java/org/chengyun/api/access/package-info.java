/** Who may see what: roles guard the doors, the scope cuts down the rows. */
@NullMarked
package org.chengyun.api.access;

import org.jspecify.annotations.NullMarked;
