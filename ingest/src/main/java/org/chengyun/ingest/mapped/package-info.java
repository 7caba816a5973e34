/** Formats that are described as data: CSV and JSON lines whose columns are found by name. */
@NullMarked
package org.chengyun.ingest.mapped;

import org.jspecify.annotations.NullMarked;
