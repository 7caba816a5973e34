/** The text forms of the California Performance Measurement System. */
@NullMarked
package org.chengyun.ingest.pems;

import org.jspecify.annotations.NullMarked;
