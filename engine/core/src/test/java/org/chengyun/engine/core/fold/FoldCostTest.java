package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.engine.core.given.RandomValues.AROUND_MS;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.given.Repository;
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
                null
            });
        }
        return records;
    }
}
