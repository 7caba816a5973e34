package org.chengyun.api.report.xlsx;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.chengyun.api.report.Brief;
import org.chengyun.api.report.BriefWords;
import org.chengyun.api.report.TrustSummary;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/** The trust of one row; the same columns stand on every sheet with numbers. */
final class TrustCells {
    private TrustCells() {}

    static <R> List<Column<R>> columns(Brief brief, BriefWords words, Function<R, Trust> trust) {
        ZoneId zone = brief.zone();
        return List.of(
                new Column<>(
                        words.text("term.coverage"),
                        11,
                        row -> share(trust.apply(row).coverage(), brief)),
                new Column<>(
                        words.text("term.finality"),
                        12,
                        row -> Cell.text(words.finality(trust.apply(row).finality()))),
                new Column<>(
                        words.text("sheet.late"),
                        9,
                        row -> Cell.whole(trust.apply(row).late())),
                new Column<>(
                        words.text("sheet.revision"),
                        10,
                        row -> Cell.whole(trust.apply(row).revision())),
                new Column<>(
                        words.text("sheet.watermark"),
                        20,
                        row -> Cell.time(trust.apply(row).watermark(), zone)),
                new Column<>(
                        words.text("sheet.cut"),
                        11,
                        row -> Cell.name(trust.apply(row).cut())),
                new Column<>(
                        words.text("definitions.definition"),
                        30,
                        row -> Cell.text(trust.apply(row).definition())));
    }

    static @Nullable Cell share(@Nullable Double coverage, Brief brief) {
        return coverage == null
                ? null
                : new Cell.Share(coverage, TrustSummary.isIncomplete(coverage, brief.coverageFloor()));
    }
}
