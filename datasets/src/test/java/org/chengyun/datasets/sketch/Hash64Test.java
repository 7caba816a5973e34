package org.chengyun.datasets.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash64Test {
    /** As the reference implementation has them ({@code xxhsum -H64}, seed 0). */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "'Nobody inspects the spammish repetition', fbcea83c8a378bf1"
    })
    void shouldBeXxh64(String text, String hash) {
        byte[] utf8 = ("??" + text).getBytes(StandardCharsets.UTF_8);
        assertThat(Long.toHexString(Hash64.of(utf8, 2, utf8.length - 2))).isEqualTo(hash);
    }

    @Test
    void shouldHashNumbersAsTheirBytes() {
        for (double value : new double[] {0, 1, -1, 42.5, 1e300}) {
            byte[] bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(value)
                    .array();
            assertThat(Hash64.of(value)).isEqualTo(Hash64.of(bytes, 0, 8));
        }
        assertThat(Hash64.of(-0.0)).isEqualTo(Hash64.of(0.0));
    }
}
