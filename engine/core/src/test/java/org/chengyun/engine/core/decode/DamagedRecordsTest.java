package org.chengyun.engine.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.RandomValues;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the reader answers: 200,000 damaged records over the seeds. */
class DamagedRecordsTest {
    private static final long NOW_MS = AROUND_MS + 3_600_000;

    private final Map<Rejection, Integer> rejected = new EnumMap<>(Rejection.class);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldAnswerForAnyDamage(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            Dataset dataset = RandomDatasets.next(random);
            var encoder = new ObservationEncoder(dataset.schema());
            var reader = ObservationReader.of(dataset, everything(dataset), new Dictionary());
            for (int i = 0; i < 100; i++) {
                byte[] record = encoder.encode(RandomValues.next(dataset.schema(), random));
                check(dataset, reader, damaged(record, random));
            }
        }
        assertThat(rejected).as("the damage was damage").hasSize(7);
    }

    private void check(Dataset dataset, ObservationReader reader, byte[] record) {
        try {
            Rejection rejection = reader.read(record, NOW_MS);
            if (rejection == null) {
                assertPlausible(dataset, reader.row());
            } else {
                rejected.merge(rejection, 1, Integer::sum);
            }
        } catch (RuntimeException e) {
            fail("threw at " + HexFormat.of().formatHex(record), e);
        }
    }

    /** Damage that nobody can see may pass, but what passes must be safe to fold. */
    private static void assertPlausible(Dataset dataset, Row row) {
        assertThat(row.eventTimeMs())
                .isBetween(0L, NOW_MS + dataset.futureTolerance().toMillis());
        for (int i = 0; i < dataset.schema().size(); i++) {
            Field field = dataset.schema().field(i);
            assertThat(row.present(i) || !field.required()).isTrue();
            if (row.present(i) && field.type().isNumeric()) {
                assertThat(row.number(i)).isFinite();
            }
            if (row.present(i) && field.type() == ValueType.TEXT) {
                assertThat(row.code(i)).isNotNegative();
            }
        }
    }

    private static byte[] damaged(byte[] record, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(record, random.nextInt(record.length));
            case 1 -> Arrays.copyOf(record, record.length + 1 + random.nextInt(20));
            case 2 -> spliced(record, random);
            case 3 -> overwritten(record, 10, 1 + random.nextInt(4), random);
            case 4 -> withExponent(record, random);
            default -> overwritten(record, 0, 1, random);
        };
    }

    /** Keeps the header as often as not, so that the fields behind it are reached. */
    private static byte[] overwritten(byte[] record, int from, int times, Random random) {
        byte[] copy = record.clone();
        int[] nasty = {0, 1, 2, 3, 0x7f, 0x80, 0xc0, 0xed, 0xf0, 0xff};
        for (int i = 0; i < times; i++) {
            int at = from + random.nextInt(copy.length - from);
            copy[at] = (byte) (random.nextBoolean() ? nasty[random.nextInt(nasty.length)] : random.nextInt(256));
        }
        return copy;
    }

    /** Two bytes that make infinity, NaN or a very large number, if they fall on the end of one. */
    private static byte[] withExponent(byte[] record, Random random) {
        byte[] copy = record.clone();
        int at = 10 + random.nextInt(copy.length - 11);
        copy[at] = (byte) (0xe0 | random.nextInt(32));
        copy[at + 1] = (byte) (random.nextBoolean() ? 0x7f : 0xff);
        return copy;
    }

    /** Leaves out some bytes in the middle. */
    private static byte[] spliced(byte[] record, Random random) {
        int from = 10 + random.nextInt(record.length - 10);
        int to = Math.min(record.length, from + 1 + random.nextInt(8));
        byte[] copy = Arrays.copyOf(record, record.length - (to - from));
        System.arraycopy(record, to, copy, from, record.length - to);
        return copy;
    }

    private static boolean[] everything(Dataset dataset) {
        boolean[] needed = new boolean[dataset.schema().size()];
        Arrays.fill(needed, true);
        return needed;
    }
}
