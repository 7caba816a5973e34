/** Draws the brief as a PDF document with its own small chart code; no AWT fonts. */
@NullMarked
package org.chengyun.api.report.pdf;

import org.jspecify.annotations.NullMarked;
