package org.chengyun.api.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.chengyun.api.trust.Finality;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A report as it is listed. Immutable. */
@Schema(description = "A report that was made, is being made, or could not be made")
public record Report(
        UUID id,

        @Schema(examples = "daily-brief") String report,

        @Schema(description = "The city's local day that it is about")
        LocalDate date,

        @Schema(description = "BCP 47", examples = "zh-CN") String locale,

        State state,

        @Schema(description = "Why it could not be made; null unless failed") @Nullable
        String reason,

        @Schema(description = "Whether the schedule made it, and not a person")
        boolean scheduled,

        @Schema(description = "Account that asked for it, or 'schedule'")
        String madeBy,

        Instant startedAt,
        @Nullable Instant madeAt,

        @Schema(description = "The commit that every number in it was read from; null unless made") @Nullable
        Long cut,

        @Schema(description = "The worst of all its numbers; null unless made") @Nullable
        Finality finality,

        @Schema(description = "The lowest coverage of its numbers, 0 to 1; null if unknown") @Nullable
        Double lowestCoverage,

        @Schema(description = "SHA-256 of each file by its format (pdf, xlsx, csv); empty unless made")
        Map<String, String> sha256) {
    /** How far it is. */
    public enum State {
        @JsonProperty("making")
        MAKING,
        @JsonProperty("made")
        MADE,
        @JsonProperty("failed")
        FAILED
    }

    static Report of(ReportRun run) {
        var sums = new LinkedHashMap<String, String>();
        for (var format : BriefFormat.values()) {
            String sum = run.sha256(format);
            if (sum != null) {
                sums.put(format.extension(), sum);
            }
        }
        var trust = ManifestTrust.of(run.manifest);
        return new Report(
                run.id,
                run.report,
                run.periodDate,
                run.locale,
                State.valueOf(run.state.toUpperCase(Locale.ROOT)),
                run.reason,
                run.schedule != null,
                run.madeBy,
                run.startedAt,
                run.madeAt,
                run.cut,
                trust.finality(),
                trust.lowestCoverage(),
                sums);
    }

    /** What the file is called when it is saved. */
    public String fileName(BriefFormat format) {
        return "chengyun-%s-%s-%s.%s".formatted(report, date, locale, format.extension());
    }
}
