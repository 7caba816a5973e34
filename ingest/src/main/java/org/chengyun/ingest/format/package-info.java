/** Which formats an installation knows, and which of them a file is in. */
@NullMarked
package org.chengyun.ingest.format;

import org.jspecify.annotations.NullMarked;
