/** What stands around every page: brand, navigation, language, colour scheme, account. */
@NullMarked
package org.chengyun.dashboard.frame;

import org.jspecify.annotations.NullMarked;
