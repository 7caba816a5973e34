package org.chengyun.api.window;

import java.util.List;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.progress.OpenBecause;
import org.chengyun.api.trust.Trust;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Windows of a metric, all read at one cut. Immutable. */
@Schema(description = "Windows of a metric, all read at one cut, by start, then dimensions")
public record SeriesAnswer(
        @Schema(examples = "traffic.speed.road") String metric,

        @Schema(description = "id@version", examples = "traffic.speed.road@1")
        String definition,

        @Schema(description = "Unit of sum, mean, min, max; empty for counts", examples = "km/h")
        String unit,

        @Schema(examples = "1h") String window,
        @Schema(examples = "[\"road\"]") List<String> dimensions,
        Trust trust,
        List<WindowRow> windows,

        @Schema(
                nullable = true,
                description =
                        "Of a ratio: all rows of this answer together, their sums added up before they are divided")
        @Nullable
        DerivedValue total,

        @Schema(description = "Why the provisional windows of this answer are open, once for each end")
        List<OpenBecause> open,

        @Schema(nullable = true, description = "If the answer was asked for as of an earlier moment; else null")
        @Nullable
        KnownThen asOf,

        @Schema(nullable = true, description = "What of the range is no longer kept, and left out; null if all is kept")
        @Nullable
        NotKept notKept,

        @Schema(nullable = true, description = "Pass as 'cursor' for the next page; null = this was the last") @Nullable
        String next) {
    public SeriesAnswer {
        windows = List.copyOf(windows);
        open = List.copyOf(open);
    }
}
