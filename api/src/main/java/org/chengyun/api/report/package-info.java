/**
 * The daily city brief: what it says ({@link org.chengyun.api.report.Brief}), who fills it ({@link
 * org.chengyun.api.report.BriefSource}), who turns it into bytes ({@link org.chengyun.api.report.BriefRenderer}) and how
 * a finished one is kept, scheduled and handed out.
 */
@NullMarked
package org.chengyun.api.report;

import org.jspecify.annotations.NullMarked;
