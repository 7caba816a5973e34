package org.chengyun.engine.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void shouldGiveEachNameOneNumberWhileGrowing() {
        var names = new Names();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                byte[] text = ("[S" + i + "]").getBytes(StandardCharsets.US_ASCII);
                assertThat(names.number(text, 1, text.length - 1)).isEqualTo(i);
            }
        }
        assertThat(names.size()).isEqualTo(20_000);
        assertThat(new String(names.name(12_345), StandardCharsets.US_ASCII)).isEqualTo("S12345");
    }
}
