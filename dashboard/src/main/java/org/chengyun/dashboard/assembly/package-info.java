/** Where the views' doors meet the services: the only package that knows both. */
@NullMarked
package org.chengyun.dashboard.assembly;

import org.jspecify.annotations.NullMarked;
