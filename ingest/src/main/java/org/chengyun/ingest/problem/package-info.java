/** What ingest answers over HTTP when it cannot do what was asked (RFC 9457). */
@NullMarked
package org.chengyun.ingest.problem;

import org.jspecify.annotations.NullMarked;
