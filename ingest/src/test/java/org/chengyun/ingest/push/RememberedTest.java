package org.chengyun.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final long NOW_MS = 1_790_000_000_000L;

    private final Remembered remembered = new Remembered(Duration.ofHours(24), 3);
    private final Map<String, String> positions = new TreeMap<>();

    private void add(String key, Duration ago) {
        positions.put(
                key,
                "{\"nonce\":\"n\",\"bodySha256\":\"b\",\"atMs\":%d,\"receipt\":null}"
                        .formatted(NOW_MS - ago.toMillis()));
    }

    @Test
    void shouldForgetWhatIsADayOld() {
        add("a", Duration.ofHours(25));
        add("b", Duration.ofHours(24));
        add("c", Duration.ofHours(23));

        assertThat(remembered.forgettable(positions, NOW_MS)).containsExactly("a");
    }

    @Test
    void shouldForgetTheOldestOfTooMany() {
        for (int i = 1; i <= 5; i++) {
            add("r" + i, Duration.ofMinutes(i));
        }

        assertThat(remembered.forgettable(positions, NOW_MS)).containsExactly("r4", "r5");
    }

    @Test
    void shouldReadTheTimeAsItIsWritten() {
        var position = new PushPosition(
                "n", "b", NOW_MS, new Receipt(1, 0, List.of(), 0, false, List.of(), 0, List.of(), 0, null));

        assertThat(PushPosition.atMs(position.json())).isEqualTo(NOW_MS);
        assertThat(PushPosition.atMs(position.json().replace("\"atMs\":", "\"atMs\" : ")))
                .isEqualTo(NOW_MS);
    }
}
