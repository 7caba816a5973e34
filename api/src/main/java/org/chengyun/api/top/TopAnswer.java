package org.chengyun.api.top;

import java.util.List;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.trust.Trust;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Rankings of a metric's series, all read at one cut. Immutable. */
@Schema(description = "Rankings of a metric's series, all read at one cut, by start, then rank")
public record TopAnswer(
        @Schema(examples = "traffic.volume.road") String metric,

        @Schema(description = "id@version", examples = "traffic.volume.road@1")
        String definition,

        @Schema(description = "Unit of sum, mean, min, max; empty for counts", examples = "veh")
        String unit,

        @Schema(examples = "1h") String window,
        @Schema(examples = "[\"road\"]") List<String> dimensions,
        Trust trust,
        List<TopRow> windows,

        @Schema(nullable = true, description = "If the answer was asked for as of an earlier moment; else null")
        @Nullable
        KnownThen asOf,

        @Schema(nullable = true, description = "What of the range is no longer kept, and left out; null if all is kept")
        @Nullable
        NotKept notKept,

        @Schema(nullable = true, description = "Pass as 'cursor' for the next page; null = this was the last") @Nullable
        String next) {
    public TopAnswer {
        windows = List.copyOf(windows);
    }
}
