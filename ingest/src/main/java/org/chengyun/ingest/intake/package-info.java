/** What requests name (datasets, formats, zones) and the answers when there is no such thing. */
@NullMarked
package org.chengyun.ingest.intake;

import org.jspecify.annotations.NullMarked;
