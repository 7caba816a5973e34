package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.dedupe.SeenReadings;
import org.chengyun.engine.core.given.RandomDatasets;
import org.chengyun.engine.core.given.Repository;
import org.chengyun.engine.core.time.PartitionProgress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What folding costs once it is warm: no memory, and, as a figure in the log, time. */
class FoldCostTest {
    private static final int EVENTS = 1_000_000;
    private static final int BATCH = 50_000;

    @Test
    void shouldNotAllocateForAnEvent() {
        // Given
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Assumptions.assumeTrue(
                threads.isThreadAllocatedMemorySupported(), "skipped: this JVM does not count allocations");
        Catalogue catalogue = Repository.catalogue();
        Dataset traffic = catalogue.dataset("traffic").orElseThrow();
        var fold = new DatasetFold(traffic, catalogue.metricsOf(traffic));
        Deltas deltas = fold.newDeltas();
        byte[][] records = records(traffic);
        foldAll(fold, records, deltas);
        foldAll(fold, records, deltas);
        // When
        long bytesBefore = threads.getCurrentThreadAllocatedBytes();
        long cpuBeforeNs = threads.getCurrentThreadCpuTime();
        foldAll(fold, records, deltas);
        long cpuNs = threads.getCurrentThreadCpuTime() - cpuBeforeNs;
        long bytes = threads.getCurrentThreadAllocatedBytes() - bytesBefore;
        // Then
        System.out.printf(
                "FOLD %d traffic records into %d metrics: %d ns of processor time and %.4f bytes allocated each%n",
                EVENTS, fold.metrics().size(), cpuNs / EVENTS, (double) bytes / EVENTS);
        assertThat((double) bytes / EVENTS).as("bytes per event").isLessThan(1);
    }

    /** 5,000 readings a second for 13 minutes: what they take while they are within a horizon of 5 minutes. */
    @Test
    void shouldRememberReadingsInLittleMemory() {
        // Given
        Catalogue catalogue = Repository.catalogue();
        Dataset plain = catalogue.dataset("traffic").orElseThrow();
        Dataset traffic = RandomDatasets.knowingRepetitions(plain, List.of("site", "at"), Duration.ofMinutes(5));
        var fold = new DatasetFold(traffic, catalogue.metricsOf(plain));
        SeenReadings seen = fold.seen().orElseThrow();
        Deltas deltas = fold.newDeltas();
        var encoder = new ObservationEncoder(plain.schema());
        int readings = 4_000_000;
        byte[] record = encoder.encode(reading(0));
        long cpuNs = 0;
        long mostBytes = 0;
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        seen.assign(0, PartitionProgress.NONE);
        seen.turnTo(0);
        // When
        byte[][] batch = new byte[BATCH][];
        for (int i = 0; i < readings; i += BATCH) {
            for (int j = 0; j < BATCH; j++) {
                batch[j] = encoder.encode(reading(i + j));
            }
            long beforeNs = threads.getCurrentThreadCpuTime();
            for (byte[] one : batch) {
                fold.fold(one, AROUND_MS, AROUND_MS + 86_400_000, deltas);
            }
            assertThat(seen.takeAdded().get(0)).isNotNull();
            cpuNs += threads.getCurrentThreadCpuTime() - beforeNs;
            mostBytes = Math.max(mostBytes, seen.bytes());
            assertThat(deltas.counted()).isEqualTo(BATCH);
            deltas.clear();
        }
        // Then
        double within = 5_000 * 300.0;
        System.out.printf(
                "FOLD %d readings of which none is a repetition: %d ns each, %.0f bytes each of the %.0f within the horizon%n",
                readings, cpuNs / readings, mostBytes / within, within);
        assertThat(mostBytes / within).isBetween(24.0, 80.0);
        assertThat(fold.fold(record, AROUND_MS, AROUND_MS + 86_400_000, deltas)).isNull();
        assertThat(deltas.unchecked()).isEqualTo(1);
    }

    private static @Nullable Object[] reading(int i) {
        return new @Nullable Object[] {
            AROUND_MS + i / 5,
            "detector-%04d".formatted(i % 5_000),
            "R%03d".formatted(i % 300),
            "D",
            50.0,
            5.0,
            0.1,
            null,
            null
        };
    }

    private static void foldAll(DatasetFold fold, byte[][] records, Deltas deltas) {
        for (int i = 0; i < EVENTS; i++) {
            if (i % BATCH == 0) {
                deltas.clear();
            }
            fold.fold(records[i % records.length], AROUND_MS, AROUND_MS + 600_000, deltas);
        }
        assertThat(deltas.counted()).isEqualTo(BATCH);
    }

    /** Ten minutes of 2,000 detectors on 300 roads in 16 districts. */
    private static byte[][] records(Dataset traffic) {
        var random = new Random(1);
        var encoder = new ObservationEncoder(traffic.schema());
        byte[][] records = new byte[20_000][];
        for (int i = 0; i < records.length; i++) {
            int site = i % 2_000;
            records[i] = encoder.encode(new @Nullable Object[] {
                AROUND_MS + i / 2_000 * 60_000L + random.nextInt(60_000),
                "detector-%04d".formatted(site),
                "城运路%03d".formatted(site % 300),
                "district-%02d".formatted(site % 16),
                20 + random.nextInt(800) / 10.0,
                (double) random.nextInt(30),
                random.nextInt(100) / 100.0,
                null,
                null
            });
        }
        return records;
    }
}
