package org.chengyun.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.chengyun.datasets.catalogue.Dataset.CoverageRule;
import org.chengyun.datasets.catalogue.Metric.Stat;
import org.chengyun.datasets.sketch.Sketch;
import org.chengyun.datasets.yaml.Fault;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final String DATASET = """
            id: air
            label: { en: Air, zh-CN: 空气 }
            event_time: at
            key: site
            fields:
              at:       { type: time, required: true }
              site:     { type: text, required: true, dimension: true }
              road:     { type: text, dimension: true }
              pm25:     { type: number, unit: µg/m³, min: 0, max: 1000 }
              valid:    { type: boolean }
            """;
    private static final String METRIC = """
            - id: air.pm25
              label: { en: Fine dust, zh-CN: 细颗粒物 }
              meaning: { en: Mean., zh-CN: 平均值。 }
              value: pm25
              by: [site]
              where: valid and pm25 is not null
              windows: [1m, 5m/1m, 1h]
              top: { n: 5, rank: mean, windows: [1h] }
            """;

    @TempDir
    private Path folder;

    private void write(String name, String dataset, String metrics) throws IOException {
        Path child = Files.createDirectories(folder.resolve(name));
        Files.writeString(child.resolve("dataset.yaml"), dataset);
        Files.writeString(child.resolve("metrics.yaml"), metrics);
    }

    private List<String> faults() {
        var thrown = catchThrowableOfType(InvalidDefinitions.class, () -> Catalogue.load(folder));
        return thrown == null
                ? List.of()
                : thrown.faults().stream().map(Fault::toString).toList();
    }

    @Test
    void shouldLoadTheDefinitionsThatAreShipped() {
        Catalogue catalogue = Catalogue.load(Path.of(System.getProperty("basedir", ".")));

        assertThat(catalogue.datasets()).extracting(Dataset::id).containsExactly("events", "portal", "traffic");
        assertThat(catalogue.metrics())
                .extracting(Metric::id)
                .contains(
                        "portal.requests",
                        "portal.bytes",
                        "portal.visitors",
                        "portal.requests.path",
                        "portal.requests.status",
                        "traffic.speed.site",
                        "traffic.speed.road",
                        "traffic.volume.road",
                        "events.opened.type",
                        "events.closing_hours.agency")
                .hasSizeGreaterThanOrEqualTo(12);
        Metric speed = catalogue.metric("traffic.speed.road").orElseThrow();
        assertThat(speed.unit()).isEqualTo("km/h");
        assertThat(speed.slice()).hasToString("1m");
        assertThat(speed.top().orElseThrow().descending()).isFalse();
        assertThat(catalogue.datasetOf(speed).coverage()).isEqualTo(new CoverageRule.Sites(Duration.ofMinutes(1)));
    }

    @Test
    void shouldReadADatasetAndAMetric() throws IOException {
        write("air", DATASET, METRIC);

        Catalogue catalogue = Catalogue.load(folder);

        Dataset air = catalogue.dataset("air").orElseThrow();
        assertThat(air.topic()).isEqualTo("chengyun.air");
        assertThat(air.eventTimeIndex()).isZero();
        assertThat(air.keyIndex()).isEqualTo(1);
        assertThat(air.partitions()).isEqualTo(8);
        assertThat(air.coverage()).isEqualTo(new CoverageRule.Learned());
        assertThat(air.schema().field(3).max()).isEqualTo(1000);
        assertThat(air.label().in(Locale.CHINA)).isEqualTo("空气");
        assertThat(air.label().in(Locale.FRANCE)).isEqualTo("Air");
        Metric metric = catalogue.metric("air.pm25").orElseThrow();
        assertThat(metric.stats()).isEqualTo(Stat.EXACT);
        assertThat(metric.substance()).contains(" stats=[COUNT, SUM, MEAN, VARIANCE, MIN, MAX] ");
        assertThat(metric.slice()).hasToString("1m");
        assertThat(metric.where()).isPresent();
        assertThat(metric.top().orElseThrow().windows()).hasToString("[1h]");
        assertThat(catalogue.metricsOf(air)).containsExactly(metric);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "dedupe: [site, at] | PT15M",
                "dedupe: { by: [site, at] } | PT15M",
                "dedupe: { by: [site, at], within: 36h } | PT36H",
            })
    void shouldReadHowRepetitionsAreKnown(String dedupe, Duration within) throws IOException {
        write("air", DATASET.replace("key: site", "key: site\n" + dedupe), "");

        assertThat(Catalogue.load(folder).dataset("air").orElseThrow().dedupe())
                .contains(new Dataset.Dedupe(List.of("site", "at"), within));
    }

    @Test
    void shouldReadHowLongResultsAreKept() throws IOException {
        write(
                "air",
                DATASET.replace("key: site", "key: site\nkeep: { minutes: 30d, hours: 2000d, sessions: forever }"),
                "");

        Keep keep = Catalogue.load(folder).dataset("air").orElseThrow().keep();

        assertThat(keep.time(Keep.Kind.MINUTES)).contains(Duration.ofDays(30));
        assertThat(keep.time(Keep.Kind.HOURS)).contains(Duration.ofDays(2000));
        assertThat(keep.time(Keep.Kind.DAYS)).isEmpty();
        assertThat(keep.time(Keep.Kind.SESSIONS)).isEmpty();
        assertThat(keep.time(Keep.Kind.CUTS)).contains(Duration.ofDays(400));
    }

    @Test
    void shouldReadLimitsOfSeries() throws IOException {
        write("air", DATASET.replace("key: site", "key: site\nlimits: { new_series_per_minute: 100 }"), "");

        Dataset.Limits limits =
                Catalogue.load(folder).dataset("air").orElseThrow().limits();

        assertThat(limits.newSeriesPerMinute()).hasValue(100);
        assertThat(limits.series()).isEmpty();
    }

    @Test
    void shouldReadAMetricOfSessions() throws IOException {
        String top = "  top: { n: 5, rank: mean, windows: [1h] }\n";
        write(
                "air",
                DATASET,
                METRIC.replace("windows: [1m, 5m/1m, 1h]", "session: { gap: 90m }")
                        .replace(top, ""));

        Metric metric = Catalogue.load(folder).metric("air.pm25").orElseThrow();

        assertThat(metric.session()).contains(Duration.ofMinutes(90));
        assertThat(metric.sessionName()).contains("90m");
        assertThat(metric.windows()).isEmpty();
        assertThat(metric.substance()).endsWith(" session=90m");
    }

    @Test
    void shouldReadAMetricOfSessionsBesideWindows() throws IOException {
        write("air", DATASET, METRIC + "  session: { gap: 90s }\n");

        Metric metric = Catalogue.load(folder).metric("air.pm25").orElseThrow();

        assertThat(metric.sessionName()).contains("90s");
        assertThat(metric.slice()).hasToString("1m");
        assertThat(metric.top()).isPresent();
    }

    @Test
    void shouldReportAllFaultsOfAllFilesAtOnce() throws IOException {
        write("air", DATASET.replace("key: site", "key: pm25").replace("valid: ", "Valid: "), METRIC);
        write("noise", DATASET.replace("type: boolean", "type: truth"), METRIC.replace("1h]", "1w]"));

        assertThat(faults())
                .containsExactly(
                        "air/dataset.yaml:4: key must name a required field of type text",
                        "air/dataset.yaml:10: field 'Valid' must be lower case letters, digits and _",
                        "air/metrics.yaml:6: where: 'valid' is not a field; fields are at, site, road, pm25, Valid",
                        "noise/dataset.yaml:1: id 'air' must be the folder's name 'noise'",
                        "noise/dataset.yaml:10: type 'truth' is none of text, number, integer, boolean, time",
                        "noise/metrics.yaml:1: id 'air.pm25' must look like noise.something",
                        "noise/metrics.yaml:1: metric id 'air.pm25' is taken by air/metrics.yaml:1",
                        "noise/metrics.yaml:1: label 'Fine dust' is taken by air/metrics.yaml:1",
                        "noise/metrics.yaml:1: label '细颗粒物' is taken by air/metrics.yaml:1",
                        "noise/metrics.yaml:6: where: after 'valid' expected a comparison, got 'and'",
                        "noise/metrics.yaml:7: window '1w' is not a size such as 1h, size/slide such as 5m/1m, or day, week, month",
                        "noise/metrics.yaml:8: window '1w' is not a size such as 1h, size/slide such as 5m/1m, or day, week, month");
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id: air | | 1: 'id' is missing",
                "event_time: at | | 1: 'event_time' is missing",
                "event_time: at | event_time: site | 3: event_time must name a required field of type time",
                "key: site | key: road | 4: key must name a required field of type text",
                "key: site | `key: site\npartitions: 0` | 5: partitions must be 1 to 1000",
                "key: site | `key: site\ncoverage: { sites_every: 0s }` | 5: sites_every is at least 1s",
                "key: site | `key: site\nallowed_latency: 3m` | 5: unknown key 'allowed_latency'",
                "key: site | `key: site\nretention: long` | 5: 'long' is not a duration",
                "key: site | `key: site\nenrich: { by: site, fields: [roof] }` | 5: the registry of sites knows road",
                "key: site | `key: site\nenrich: { by: pm25, fields: [road] }` | 5: 'pm25' is not a text field",
                "key: site | `key: site\nenrich: { by: site }` | 5: 'fields' is missing",
                "key: site | `key: site\ndedupe: { within: 5m }` | 5: dedupe is a list of fields, or",
                "key: site | `key: site\ndedupe: [site, when]` | 5: 'when' is not a field",
                "key: site | `key: site\ndedupe: [site, at, site]` | 5: a field is given twice",
                "key: site | `key: site\ndedupe: [at, road]` | 5: dedupe must contain the key 'site'",
                "key: site | `key: site\ndedupe: { by: [site, at], within: 8d }` | 5: within is 1s to 7d",
                "key: site | `key: site\ndedupe: { by: [site, at], within: 0s }` | 5: within is 1s to 7d",
                "key: site | `key: site\ndedupe: { by: [site, at], horizon: 5m }` | 5: unknown key 'horizon'",
                "key: site | `key: site\nkeep: { minutes: 12h }` | 5: '12h' is neither forever nor a duration of a day at least",
                "key: site | `key: site\nkeep: { minutes: always }` | 5: 'always' is neither forever",
                "key: site | `key: site\nkeep: { minute: 4d }` | 5: unknown key 'minute'; known are minutes, hours, days",
                "key: site | `key: site\nkeep: { hours: 100d }` | 5: hours cannot be kept for a shorter time than minutes (forever)",
                "key: site | `key: site\nkeep: { days: 500d }` | 5: days cannot be kept for a shorter time than hours (forever)",
                "key: site | `key: site\nlimits: { series: 0 }` | 5: a limit of series is at least 1, not 0",
                "key: site | `key: site\nlimits: { series: many }` | 5: 'many' is not a whole number",
                "key: site | `key: site\nlimits: { new_series: 5 }` | 5: unknown key 'new_series'; known are new_series_per_minute, series",
                "zh-CN: 空气 | zh-CN: '' | 2: 'zh-CN' is empty",
                "zh-CN: 空气 | zh: 空气 | 2: 'zh-CN' is missing",
                "min: 0 | min: 2000 | 9: min is larger than max",
                "min: 0 | min: none | 9: 'none' is not a number",
                "type: boolean | `type: boolean, max: 3` | 10: only numbers have min and max",
                "type: boolean | `type: boolean, dimension: true` | 10: dimension 'valid' must be text",
                "type: boolean | `type: boolean, personal: pseudonymise` | 10: only text can be pseudonymised",
                "type: boolean | `type: boolean, personal: hide` | 10: personal is none or pseudonymise",
                "type: boolean | `type: boolean, dimension: maybe` | 10: 'maybe' is neither true nor false",
                "valid: | pm25: | 10: 'pm25' is given twice",
            })
    void shouldNameTheFaultOfADataset(String good, String bad, String message) throws IOException {
        write("air", DATASET.replace(good, bad == null ? "" : bad), "");

        assertThat(faults()).anySatisfy(f -> assertThat(f).startsWith("air/dataset.yaml:" + message));
    }

    @ParameterizedTest(name = "{0} → {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "air.pm25 | pm25 | 1: id 'pm25' must look like air.something",
                "value: pm25 | value: valid | 4: value 'valid' is not a numeric or text field of air",
                "value: pm25 | value: site | 8: a metric without a numeric value ranks by count",
                "value: pm25 | `value: site\n  stats: [count, mean]` | 5: 'mean' of a text; value 'site' can only have count",
                "value: pm25 | `value: site\n  stats: [p50]` | 5: 'p50' of a text; value 'site' can only have count",
                "value: pm25 | value: pm10 | 4: value 'pm10' is not a numeric or text field of air",
                "by: [site] | by: [pm25] | 5: 'pm25' is not a dimension of air",
                "by: [site] | by: [site, site] | 5: a dimension is given twice",
                "by: [site] | by: [] | 8: a ranking needs a dimension in 'by'",
                "valid and | invalid and | 6: where: 'invalid' is not a field",
                "windows: [1m, 5m/1m, 1h] | windows: [] | 1: 'windows' is missing",
                "windows: [1m, 5m/1m, 1h] | session: 30m | 7: expected 'key: value' pairs",
                "windows: [1m, 5m/1m, 1h] | session: {} | 7: 'gap' is missing, for example {gap: 30m}",
                "windows: [1m, 5m/1m, 1h] | session: { pause: 30m } | 7: unknown key 'pause'; known are gap",
                "windows: [1m, 5m/1m, 1h] | session: { gap: 30m } | 8: sessions are not ranked",
                "windows: [1m, 5m/1m, 1h] | session: { gap: 200ms } | 7: the gap of a session is 1s to 7d",
                "windows: [1m, 5m/1m, 1h] | session: { gap: 8d } | 7: the gap of a session is 1s to 7d",
                "windows: [1m, 5m/1m, 1h] | session: { gap: long } | 7: 'long' is not a duration",
                "windows: [1m, 5m/1m, 1h] | `session: { gap: 30m }\n  stats: [count, p50]` | 7: sessions have neither distinct nor",
                "windows: [1m, 5m/1m, 1h] | windows: [1h, 1h/1m] | 7: two windows of the same size",
                "windows: [1m, 5m/1m, 1h] | windows: [1m, 5m/1m] | 8: a ranking can only use the windows of its metric",
                "windows: [1m, 5m/1m, 1h] | `windows: [1m, 1h]\n  stats: [median]` | 8: unknown stat 'median'; there are count, sum",
                "windows: [1m, 5m/1m, 1h] | `windows: [1m, 1h]\n  stats: [p100]` | 8: unknown stat 'p100'",
                "windows: [1m, 5m/1m, 1h] | `windows: [1m, 1h]\n  stats: [p0.00]` | 8: unknown stat 'p0.00'",
                "rank: mean | rank: distinct | 8: rank 'distinct' is not a statistic",
                "n: 5 | n: 0 | 8: n must be 1 to 1000",
                "n: 5 | n: few | 8: 'few' is not a whole number",
                "n: 5 | `n: 5, order: up` | 8: order is descending or ascending",
                "n: 5 | `n: 5, sketch: true` | 8: a sketched ranking only counts",
                "rank: mean | rank: best | 8: rank 'best' is not a statistic",
                "rank: mean | rank: sum(volume) | 8: rank is over 'volume' but the metric's value is pm25",
                "value: pm25 | dataset: water | 4: dataset 'water' is not the one of this folder",
                "value: pm25 | unit: g | 4: unknown key 'unit'",
            })
    void shouldNameTheFaultOfAMetric(String good, String bad, String message) throws IOException {
        write("air", DATASET, METRIC.replace(good, bad));

        assertThat(faults()).anySatisfy(f -> assertThat(f).startsWith("air/metrics.yaml:" + message));
    }

    @Test
    void shouldTellPeopleApartInSessionsOnly() throws IOException {
        String dataset = DATASET.replace("road:     { type: text,", "road:     { type: text, personal: pseudonymise,");
        String visits = METRIC.replace("by: [site]", "by: [site, road]")
                .replace("  windows: [1m, 5m/1m, 1h]\n", "")
                .replace("  top: { n: 5, rank: mean, windows: [1h] }\n", "");
        write("air", dataset, visits + "  session: { gap: 30m }\n");
        assertThat(faults()).isEmpty();

        for (String more : List.of("windows: [1h]", "session: { gap: 30m }\n  windows: [1h]")) {
            write("air", dataset, visits + "  " + more + "\n");
            assertThat(faults())
                    .anySatisfy(f -> assertThat(f).startsWith("air/metrics.yaml:5: a personal dimension only tells"));
        }
    }

    @Test
    void shouldRefuseWhatACountDoesNotHave() throws IOException {
        write("air", DATASET, METRIC.replace("  value: pm25\n", "  stats: [count, mean]\n"));

        assertThat(faults())
                .containsExactly(
                        "air/metrics.yaml:4: a metric without value has only count",
                        "air/metrics.yaml:8: a metric without a numeric value ranks by count");
    }

    @Test
    void shouldGoOnWhenADatasetHasNoFields() throws IOException {
        write("air", "id: air\nlabel: { en: Air, zh-CN: 空气 }\nevent_time: at\nkey: site\n", METRIC);

        assertThat(faults())
                .contains(
                        "air/dataset.yaml:1: 'fields' is missing",
                        "air/metrics.yaml:4: value 'pm25' is not a numeric or text field of air");
    }

    @Test
    void shouldAcceptOneLabelForBothLanguages() throws IOException {
        write("air", DATASET, METRIC.replace("{ en: Fine dust, zh-CN: 细颗粒物 }", "{ en: PM2.5, zh-CN: PM2.5 }"));

        assertThat(faults()).isEmpty();
    }

    @Test
    void shouldReportTwoMetricsWithOneLabel() throws IOException {
        write("air", DATASET, METRIC + METRIC.replace("air.pm25", "air.pm25.again"));

        assertThat(faults())
                .containsExactly(
                        "air/metrics.yaml:9: label 'Fine dust' is taken by air/metrics.yaml:1",
                        "air/metrics.yaml:9: label '细颗粒物' is taken by air/metrics.yaml:1");
    }

    @Test
    void shouldReportMetricsWithoutADataset() throws IOException {
        write("air", DATASET, METRIC);
        Files.createDirectories(folder.resolve("water"));
        Files.writeString(folder.resolve("water/metrics.yaml"), METRIC);

        assertThat(faults()).containsExactly("water/metrics.yaml: there is no dataset.yaml beside it");
    }

    @Test
    void shouldReportAFolderWithoutDefinitions() {
        assertThat(faults()).singleElement().asString().contains("point CHENGYUN_DATASETS at the definitions");

        var thrown = catchThrowableOfType(InvalidDefinitions.class, () -> Catalogue.load(folder.resolve("missing")));

        assertThat(thrown).hasMessageContaining("point CHENGYUN_DATASETS at the definitions");
    }

    @Test
    void shouldReportAFileThatIsNoYaml() throws IOException {
        write("air", DATASET, "- id: [air\n");

        assertThat(faults()).singleElement().asString().startsWith("air/metrics.yaml:2: not valid YAML");
    }

    @Test
    void shouldChangeTheSubstanceWithWhatChangesNumbersOnly() throws IOException {
        write("air", DATASET, METRIC);
        String substance = Catalogue.load(folder).metrics().get(0).substance();

        write("air", DATASET, METRIC.replace("Fine dust", "Dust").replace("Mean.", "The mean."));
        assertThat(Catalogue.load(folder).metrics().get(0).substance()).isEqualTo(substance);

        write("air", DATASET, METRIC.replace("1m, 5m/1m", "5m/1m"));
        assertThat(Catalogue.load(folder).metrics().get(0).substance()).isNotEqualTo(substance);
    }

    @Test
    void shouldReadPercentilesAndKeepOneVersionForAllOfThem() throws IOException {
        write("air", DATASET, METRIC + "  stats: [mean, p99.9, p50, p5, p50, p12.25]\n");
        Metric metric = Catalogue.load(folder).metrics().getFirst();
        assertThat(metric.percentiles()).hasToString("[p5, p12.25, p50, p99.9]");
        assertThat(metric.stats()).containsExactly(Stat.MEAN);
        assertThat(metric.sketches()).containsExactly(Sketch.HISTOGRAM);
        assertThat(metric.isCount()).isFalse();

        write("air", DATASET, METRIC + "  stats: [mean, stddev, p95]\n");
        assertThat(Catalogue.load(folder).metrics().getFirst().substance()).isEqualTo(metric.substance());
        write("air", DATASET, METRIC + "  stats: [mean]\n");
        assertThat(Catalogue.load(folder).metrics().getFirst().substance()).isNotEqualTo(metric.substance());
    }

    @Test
    void shouldCountTextsAndDistinctTexts() throws IOException {
        write("air", DATASET, METRIC.replace("value: pm25", "value: road").replace("rank: mean", "rank: count"));
        Metric metric = Catalogue.load(folder).metrics().getFirst();
        assertThat(metric.stats()).containsExactly(Stat.COUNT, Stat.DISTINCT);
        assertThat(metric.sketches()).containsExactly(Sketch.DISTINCT);
        assertThat(metric.isCount()).isTrue();
    }

    @Test
    void shouldReadASketchedRanking() throws IOException {
        String counting = METRIC.replace("  value: pm25\n", "").replace("rank: mean", "rank: count");
        write("air", DATASET, counting);
        String exact = Catalogue.load(folder).metrics().getFirst().substance();
        assertThat(exact).contains("windows=[1h]]");
        write("air", DATASET, counting.replace("rank: count", "rank: count, sketch: true"));
        Metric metric = Catalogue.load(folder).metrics().getFirst();
        assertThat(metric.isSketchedTop()).isTrue();
        assertThat(metric.substance()).isNotEqualTo(exact);
    }

    private static final String COUNTS = METRIC + """
            - id: air.n.site
              label: { en: Readings, zh-CN: 读数 }
              meaning: { en: All., zh-CN: 全部。 }
              by: [site]
              windows: [1m, 5m/1m, 1h, 1d]
            - id: air.bad.site
              label: { en: Bad readings, zh-CN: 无效读数 }
              meaning: { en: Bad., zh-CN: 无效。 }
              by: [site]
              where: not valid
              windows: [1m, 1h]
            - id: air.bad
              label: { en: All bad readings, zh-CN: 全部无效读数 }
              meaning: { en: Bad., zh-CN: 无效。 }
              where: not valid
              windows: [1m, 1h, 6h]
            """;
    private static final String DERIVED = """
            - id: air.share
              label: { en: Share of bad readings, zh-CN: 无效读数占比 }
              meaning: { en: Share., zh-CN: 占比。 }
              ratio: { of: air.bad.site, to: air.n.site }
              top: { n: 3, at_least: 5, windows: [1h] }
            - id: air.smooth
              label: { en: Smooth dust, zh-CN: 平滑颗粒物 }
              meaning: { en: Smooth., zh-CN: 平滑。 }
              filter: { of: air.pm25, stat: max, bias: 1.5, weights: [0.7, 0.3] }
              windows: [5m/1m]
            """;

    @Test
    void shouldReadMetricsThatAreCalculatedFromOthers() throws IOException {
        // In front of what they are made of: the order does not matter.
        write("air", DATASET, DERIVED + COUNTS);

        Catalogue catalogue = Catalogue.load(folder);

        assertThat(catalogue.metrics())
                .extracting(Metric::id)
                .doesNotContain("air.share", "air.smooth")
                .hasSize(4);
        DerivedMetric share = catalogue.derived("air.share").orElseThrow();
        assertThat(share.formula())
                .isEqualTo(
                        new DerivedMetric.Ratio(catalogue.metric("air.n.site").orElseThrow()));
        assertThat(share.windows()).hasToString("[1m, 1h]");
        assertThat(share.unit()).isEqualTo("1");
        assertThat(share.by()).containsExactly("site");
        assertThat(share.top().orElseThrow().atLeast()).isEqualTo(5);
        DerivedMetric smooth = catalogue.derived("air.smooth").orElseThrow();
        assertThat(smooth.formula()).isEqualTo(new DerivedMetric.Filter(Stat.MAX, 1.5, List.of(0.7, 0.3)));
        assertThat(smooth.windows()).hasToString("[5m/1m]");
        assertThat(smooth.unit()).isEqualTo("µg/m³");
    }

    @Test
    void shouldMakeANewVersionWhenAFormulaOrItsMetricsChange() throws IOException {
        write("air", DATASET, COUNTS + DERIVED);
        String ratio = Catalogue.load(folder).derived("air.share").orElseThrow().substance();
        String filter =
                Catalogue.load(folder).derived("air.smooth").orElseThrow().substance();

        write("air", DATASET, COUNTS + DERIVED.replace("Share.", "Part.").replace("Smooth dust", "Smoothed dust"));
        assertThat(Catalogue.load(folder).derived("air.share").orElseThrow().substance())
                .isEqualTo(ratio);
        assertThat(Catalogue.load(folder).derived("air.smooth").orElseThrow().substance())
                .isEqualTo(filter);
        write("air", DATASET, COUNTS.replace("where: not valid", "where: valid") + DERIVED.replace("0.3", "0.2"));
        assertThat(Catalogue.load(folder).derived("air.share").orElseThrow().substance())
                .isNotEqualTo(ratio);
        assertThat(Catalogue.load(folder).derived("air.smooth").orElseThrow().substance())
                .isNotEqualTo(filter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "of: air.bad.site | of: air.nothing | there is no metric 'air.nothing'",
                "of: air.bad.site | of: air.smooth | there is no metric 'air.smooth', or it is calculated",
                "of: air.bad.site | of: air.bad | air.bad is by [] but air.n.site is by [site]",
                "to: air.n.site | to: air.pm25 | OK",
                "windows: [1h] } | windows: [1d] } | air.bad.site has no window '1d'",
                "ratio: { of: air.bad.site, to: air.n.site } | ratio: { of: air.n.site, to: air.bad.site } "
                        + "| air.bad.site has no window 5m/1m",
                "stat: max | stat: p95 | air.pm25 does not offer 'p95'",
                "weights: [0.7, 0.3] | weights: [] | must be 1 to 100 numbers",
                "windows: [5m/1m] | top: { n: 2 } | only a ratio with a dimension can be ranked",
                "windows: [5m/1m] | ratio: { of: air.bad, to: air.bad } | a metric is a ratio or a filter, not both",
                "id: air.share | id: air.n.site | metric id 'air.n.site' is taken by",
                "label: { en: Smooth dust | label: { en: Readings | label 'Readings' is taken by",
                "bias: 1.5 | base: 1.5 | unknown key 'base'",
            })
    void shouldSayWhatIsWrongWithAFormula(String text, String with, String fault) throws IOException {
        write("air", DATASET, COUNTS + DERIVED.replace(text, with));

        if (fault.equals("OK")) {
            assertThat(faults()).isEmpty();
        } else {
            assertThat(faults())
                    .anySatisfy(
                            f -> assertThat(f).startsWith("air/metrics.yaml:").contains(fault));
        }
    }
}
