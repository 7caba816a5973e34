/** Writes the brief as one long tidy table. */
@NullMarked
package org.chengyun.api.report.csv;

import org.jspecify.annotations.NullMarked;
