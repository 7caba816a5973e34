/** Writes the brief as a workbook: numbers as numbers, times as times. */
@NullMarked
package org.chengyun.api.report.xlsx;

import org.jspecify.annotations.NullMarked;
