package org.chengyun.engine.core.given;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.catalogue.Dataset.CoverageRule;
import org.chengyun.datasets.catalogue.Encoding;
import org.chengyun.datasets.catalogue.Wording;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;

/** Datasets of any shape: a required event time and key, and up to a dozen other fields in random order. */
public final class RandomDatasets {
    private static final List<ValueType> TYPES = List.of(ValueType.values());

    private RandomDatasets() {}

    public static Dataset next(Random random) {
        return next(Encoding.AVRO, random);
    }

    public static Dataset next(Encoding encoding, Random random) {
        List<Field> fields = new ArrayList<>();
        fields.add(field("at", ValueType.TIME, true));
        fields.add(field("place", ValueType.TEXT, true));
        int others = random.nextInt(12);
        for (int i = 0; i < others; i++) {
            ValueType type = TYPES.get(random.nextInt(TYPES.size()));
            boolean ranged = type == ValueType.NUMBER && random.nextBoolean();
            fields.add(ranged ? ranged("f" + i, -300, 300) : field("f" + i, type, random.nextInt(4) == 0));
        }
        Collections.shuffle(fields, random);
        return of(encoding, fields);
    }

    /** A dataset with event time {@code at} and key {@code place}, which must be among the fields. */
    public static Dataset of(List<Field> fields) {
        return of(Encoding.AVRO, fields);
    }

    public static Dataset of(Encoding encoding, List<Field> fields) {
        return new Dataset(
                "sample",
                new Wording("Sample", "样本"),
                new Schema("sample", fields),
                "at",
                "place",
                "chengyun.sample",
                encoding,
                1,
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                new CoverageRule.Learned(),
                Optional.empty(),
                Duration.ofDays(7),
                Optional.empty());
    }

    /** The same, but a reading that has the same fields as one before counts once. */
    public static Dataset knowingRepetitions(Dataset of, List<String> by, Duration within) {
        return new Dataset(
                of.id(),
                of.label(),
                of.schema(),
                of.eventTime(),
                of.key(),
                of.topic(),
                of.encoding(),
                of.partitions(),
                of.allowedLateness(),
                of.idleAfter(),
                of.futureTolerance(),
                of.coverage(),
                of.enrichment(),
                of.retention(),
                Optional.of(new Dataset.Dedupe(by, within)));
    }

    public static Field field(String name, ValueType type, boolean required) {
        return new Field(name, type, type == ValueType.TEXT, required, null, null, null, false);
    }

    /** A number that is required and has a range. */
    public static Field ranged(String name, double min, double max) {
        return new Field(name, ValueType.NUMBER, false, true, null, min, max, false);
    }
}
