@NullMarked
package org.chengyun.api.feed;

import org.jspecify.annotations.NullMarked;
