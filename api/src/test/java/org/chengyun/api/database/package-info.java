@NullMarked
package org.chengyun.api.database;

import org.jspecify.annotations.NullMarked;
