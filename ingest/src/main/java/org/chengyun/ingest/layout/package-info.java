/** Access logs whose lines are described by the server's own format string: Apache's LogFormat, nginx's log_format. */
@NullMarked
package org.chengyun.ingest.layout;

import org.jspecify.annotations.NullMarked;
