package org.chengyun.ingest.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTableTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldWhatWasPutLast(long seed) {
        var random = new Random(seed);
        var table = new CaseTable();
        Map<CaseKey, byte[]> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // some share their slot
            var key = new CaseKey(random.nextInt(4), random.nextInt(10_000) * 64L);
            byte[] bytes = new byte[random.nextInt(100) == 0 ? random.nextInt(400) : random.nextInt(30)];
            random.nextBytes(bytes);
            table.put(key, bytes);
            expected.put(key, bytes);
        }

        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((key, bytes) -> assertThat(table.get(key)).isEqualTo(bytes));
        assertThat(table.get(new CaseKey(9, 9))).isNull();
        // what was replaced is given back: at most as much again as is held
        assertThat(table.heapBytes()).isLessThan(20 * 65_536 + 3L * expected.size() * 32);
    }

    @Test
    void shouldTakeFiftyBytesForAnOrdinaryCase() {
        var table = new CaseTable();
        int cases = 780_000;
        for (int i = 0; i < cases; i++) {
            table.put(CaseKey.ofCase("2026-" + i), new byte[14]);
        }
        assertThat(table.heapBytes() / cases).isLessThanOrEqualTo(50);
    }
}
