package org.chengyun.ingest.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static @Nullable String find(Memory<String> memory, String text) {
        byte[] line = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return memory.find(line, 1, line.length - 1);
    }

    private static void put(Memory<String> memory, String text, String value) {
        byte[] line = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        memory.put(line, 1, line.length - 1, value);
    }

    @Test
    void shouldFindWhatWasPut() {
        var memory = new Memory<String>(64);
        put(memory, "a", "1");
        put(memory, "", "nothing");

        assertThat(find(memory, "a")).isEqualTo("1");
        assertThat(find(memory, "")).isEqualTo("nothing");
        assertThat(find(memory, "b")).isNull();
        put(memory, "a", "2");
        assertThat(find(memory, "a")).isEqualTo("2");
    }

    @Test
    void shouldKeepWhatComesOftenWhenMuchComesOnce() {
        var memory = new Memory<String>(16);
        for (int i = 0; i < 4; i++) {
            put(memory, "often" + i, "value" + i);
        }
        int found = 0;
        for (int i = 0; i < 10_000; i++) {
            put(memory, "once" + i, "value");
            found += find(memory, "often" + i % 4) == null ? 0 : 1;
        }
        // one of the four at worst had none but last places to go to
        assertThat(found).isGreaterThan(7_400);
    }

    @Test
    void shouldRefuseASizeThatHasNoRows() {
        assertThatThrownBy(() -> new Memory<String>(3)).hasMessageContaining("3");
        assertThatThrownBy(() -> new Memory<String>(100)).hasMessageContaining("100");
    }

    @Test
    void shouldNeverAnswerWithAnothersValue() throws Exception {
        var memory = new Memory<String>(64);
        Callable<Integer> work = () -> {
            int found = 0;
            for (int i = 0; i < 300_000; i++) {
                String text = "text" + i * 31 % 97;
                String value = find(memory, text);
                if (value == null) {
                    put(memory, text, text + "!");
                } else {
                    assertThat(value).isEqualTo(text + "!");
                    found++;
                }
            }
            return found;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(work));
            }
            for (Future<Integer> each : all) {
                assertThat(each.get()).isPositive();
            }
        }
    }
}
