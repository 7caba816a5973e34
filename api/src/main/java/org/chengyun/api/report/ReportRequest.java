package org.chengyun.api.report;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which report to make. */
@Schema(description = "Which report to make")
record ReportRequest(
        @Schema(description = "Local day of the city, ISO 8601; yesterday if absent", examples = "2026-11-20") @Nullable
        String date,

        @Schema(description = "zh-CN or en; zh-CN if absent", examples = "zh-CN") @Nullable
        String locale) {}
