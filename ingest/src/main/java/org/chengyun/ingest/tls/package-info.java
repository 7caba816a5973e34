/** TLS from PEM files. */
@NullMarked
package org.chengyun.ingest.tls;

import org.jspecify.annotations.NullMarked;
