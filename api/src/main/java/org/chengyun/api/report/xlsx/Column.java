package org.chengyun.api.report.xlsx;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column of a sheet.
 *
 * @param width in characters
 */
record Column<R>(String header, double width, Function<R, @Nullable Cell> cell) {}
