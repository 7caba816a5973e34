package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.ObservationEncoder;
import org.chengyun.engine.core.given.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the engine says that it holds, and what the heap says. Bounds of memory stand on it. */
class HeapBytesTest {
    private static final int DETECTORS = 400_000;
    private static final long AT_MS = 1_795_219_200_000L;

    private final Catalogue catalogue = Repository.catalogue();
    private final Dataset traffic = catalogue.dataset("traffic").orElseThrow();

    @Test
    void shouldKnowWhatTextsAndSeriesTake() {
        // Given
        long before = used();
        var fold = new DatasetFold(traffic, catalogue.metricsOf(traffic));
        // When
        int rows = fill(fold);
        // Then
        double held = used() - before;
        System.out.printf(
                "HEAP %d texts, %d series: %.0f MB, said %.0f MB; %.0f bytes each text with its series%n",
                fold.texts(), fold.seriesCount(), held / 1e6, fold.bytes() / 1e6, held / fold.texts());
        assertThat(rows).isPositive();
        assertThat((double) fold.bytes()).isCloseTo(held, within(held * 0.25));
    }

    /** Deltas as full as a batch gets, again and again: their bytes are told, and their arrays at most thrice as large. */
    @Test
    void shouldKnowWhatDeltasTake() {
        // Given
        var fold = new DatasetFold(traffic, catalogue.metricsOf(traffic));
        long before = used();
        Deltas deltas = fold.newDeltas();
        // When
        ObservationEncoder encoder = new ObservationEncoder(traffic.schema());
        for (int i = 0; deltas.bytes() < 60_000_000; i++) {
            fold(fold, encoder, i % 50_000, AT_MS + i / 50_000 * 60_000L, deltas);
        }
        // Then
        double held = used() - before - fold.bytes();
        System.out.printf("HEAP %d rows: %.0f MB, said %.0f MB%n", deltas.rows(), held / 1e6, deltas.bytes() / 1e6);
        assertThat(held).isBetween(deltas.bytes() * 0.8, deltas.bytes() * 3.0);
    }

    private int fill(DatasetFold fold) {
        var encoder = new ObservationEncoder(traffic.schema());
        Deltas deltas = fold.newDeltas();
        int rows = 0;
        for (int i = 0; i < DETECTORS; i++) {
            fold(fold, encoder, i, AT_MS, deltas);
            if (i % 10_000 == 0) {
                rows += deltas.rows();
                deltas.clear();
            }
        }
        return rows;
    }

    private static void fold(DatasetFold fold, ObservationEncoder encoder, int i, long atMs, Deltas deltas) {
        byte[] record = encoder.encode(new @Nullable Object[] {
            atMs,
            "detector-%06d".formatted(i),
            "城运路%03d".formatted(i % 300),
            "D%02d".formatted(i % 16),
            50.0,
            5.0,
            0.1,
            null,
            null
        });
        assertThat(fold.fold(record, 0, AT_MS + 3_600_000, deltas)).isNull();
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
