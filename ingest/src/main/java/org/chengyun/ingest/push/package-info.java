/** Records that agency systems push over HTTP, each request once. */
@NullMarked
package org.chengyun.ingest.push;

import org.jspecify.annotations.NullMarked;
