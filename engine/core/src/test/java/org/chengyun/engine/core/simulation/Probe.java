package org.chengyun.engine.core.simulation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Dataset.CoverageRule;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.catalogue.Metric;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.condition.ConditionParser;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.window.MetricNumber;
import org.chengyun.engine.core.window.WindowPlan;
import org.jspecify.annotations.Nullable;

/** The dataset of the simulation: spans of seconds, so that much happens soon, and every shape of window. */
final class Probe {
    static final long LATENESS_MS = 8_000;
    static final long IDLE_MS = 6_000;
    static final long FUTURE_MS = 60_000;
    /** Horizon of repetitions. */
    static final long WITHIN_MS = 20_000;

    static final double FASTEST = 1_000_000;
    /** Of the sessions that one metric has beside its windows. */
    static final long GAP_MS = 1_000;

    private static final Wording WORDING = new Wording("Probe", "探针");
    private static final Schema SCHEMA = new Schema(
            "probe",
            List.of(
                    RandomDatasets.field("at", ValueType.TIME, true),
                    RandomDatasets.field("road", ValueType.TEXT, true),
                    RandomDatasets.field("area", ValueType.TEXT, false),
                    new Field("speed", ValueType.NUMBER, false, false, "km/h", 0.0, FASTEST, false)));

    static final Dataset DATASET = dataset(Optional.empty());
    static final Dataset DEDUPED =
            dataset(Optional.of(new Dataset.Dedupe(List.of("road", "at"), Duration.ofMillis(WITHIN_MS))));

    static final List<Metric> METRICS = List.of(
            metric("probe.count", "", "", "road <> 'R0'", "10s 1m", Optional.empty()),
            metric(
                    "probe.speed",
                    "speed",
                    "road",
                    "",
                    "10s 30s/10s 1m 2m",
                    Optional.of(new Metric.Top(2, Metric.Stat.MEAN, false, windows("30s/10s 1m")))),
            metric(
                    "probe.fast",
                    "speed",
                    "road area",
                    "speed >= 100 and area is not null",
                    "20s/4s",
                    Optional.of(new Metric.Top(2, Metric.Stat.SUM, true, windows("20s/4s")))));

    /** Metrics by their place; so are they numbered. */
    static final List<MetricNumber> NUMBERS = IntStream.range(0, METRICS.size())
            .mapToObj(m -> new MetricNumber(METRICS.get(m), m, 1))
            .toList();

    static final WindowPlan PLAN = WindowPlan.of(NUMBERS);

    private Probe() {}

    private static Dataset dataset(Optional<Dataset.Dedupe> dedupe) {
        return new Dataset(
                "probe",
                WORDING,
                SCHEMA,
                "at",
                "road",
                "chengyun.probe",
                Encoding.AVRO,
                4,
                Duration.ofMillis(LATENESS_MS),
                Duration.ofMillis(IDLE_MS),
                Duration.ofMillis(FUTURE_MS),
                new CoverageRule.Learned(),
                Optional.empty(),
                Duration.ofDays(7),
                dedupe);
    }

    private static Metric metric(
            String id, String value, String by, String where, String windows, Optional<Metric.Top> top) {
        return new Metric(
                id,
                WORDING,
                WORDING,
                "probe",
                Optional.of(value).filter(text -> !text.isEmpty()),
                "",
                by.isEmpty() ? List.of() : List.of(by.split(" ")),
                Optional.of(where).filter(text -> !text.isEmpty()).map(text -> ConditionParser.parse(text, SCHEMA)),
                where,
                windows(windows),
                id.equals("probe.speed") ? Optional.of(Duration.ofMillis(GAP_MS)) : Optional.empty(),
                List.of(Metric.Stat.COUNT, Metric.Stat.SUM, Metric.Stat.MEAN, Metric.Stat.VARIANCE),
                List.of(),
                top);
    }

    private static List<WindowSpec> windows(String texts) {
        return Stream.of(texts.split(" "))
                .map(text -> WindowSpec.parse(text, ZoneOffset.UTC).orElseThrow())
                .toList();
    }

    /** The bytes of a record, damaged as the reading says. */
    static byte @Nullable [] encode(Reading reading) {
        Double speed = reading.speedEighths() == null ? null : reading.speedEighths() / 8.0;
        if (reading.damage() == Reading.Damage.TOO_FAST) {
            speed = FASTEST * 2;
        }
        byte[] record = new ObservationEncoder(SCHEMA)
                .encode(new @Nullable Object[] {reading.eventMs(), reading.road(), reading.area(), speed});
        return switch (reading.damage()) {
            case NONE, TOO_FAST, BEFORE_1970, FAR_FUTURE -> record;
            case WITHOUT_VALUE -> null;
            case CUT_SHORT -> Arrays.copyOf(record, record.length - 1);
            case OTHER_SCHEMA -> {
                record[5]++;
                yield record;
            }
            case NOT_A_NUMBER -> {
                ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putDouble(record.length - 8, Double.NaN);
                yield record;
            }
        };
    }
}
