package org.chengyun.api.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * What a report was made from: enough to make it again and to see whether the bytes are the same.
 *
 * @param finality the worst of all numbers
 * @param lowestCoverage of all numbers whose coverage is known; null if none is
 */
record ReportManifest(
        String template,
        LocalDate from,
        LocalDate until,
        String zone,
        String locale,
        long cut,
        Instant committedAt,
        double coverageFloor,
        List<String> definitions,
        int keyFigures,
        int windows,
        int ranked,
        List<TrustSummary.Incomplete> incomplete,
        Finality finality,
        @Nullable Double lowestCoverage,
        Map<String, File> files) {
    record File(String sha256, int bytes) {}

    static ReportManifest of(Brief brief, MadeFiles made) {
        var files = new LinkedHashMap<String, File>();
        for (var format : BriefFormat.values()) {
            files.put(format.extension(), new File(made.sha256(format), made.bytes(format).length));
        }
        return new ReportManifest(
                BriefRenderer.TEMPLATE,
                brief.from(),
                brief.until(),
                brief.zone().getId(),
                brief.locale().toLanguageTag(),
                brief.cut().id(),
                brief.cut().committedAt(),
                brief.coverageFloor(),
                brief.metrics().stream()
                        .map(Brief.Metric::definition)
                        .distinct()
                        .toList(),
                brief.keyFigures().size(),
                brief.series().stream()
                        .mapToInt(series -> series.points().size())
                        .sum(),
                brief.tops().stream().mapToInt(top -> top.rows().size()).sum(),
                TrustSummary.of(brief).incomplete(),
                brief.trusts().map(Trust::finality).reduce(Finality::worse).orElse(Finality.FINAL),
                brief.trusts()
                        .flatMap(trust -> Stream.ofNullable(trust.coverage()))
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                files);
    }
}
