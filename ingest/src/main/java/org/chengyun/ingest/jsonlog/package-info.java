/** Access logs of JSON lines: which member holds what is said by the format's definition. */
@NullMarked
package org.chengyun.ingest.jsonlog;

import org.jspecify.annotations.NullMarked;
