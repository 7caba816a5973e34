/** The whole of Chengyun: real servers, the packaged application, the command line, a browser. */
@NullMarked
package org.chengyun.dashboard.whole;

import org.jspecify.annotations.NullMarked;
