package org.chengyun.engine.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash128Test {
    /** Far apart, as hashes are: the algorithm combines seed and length by exclusive or, so 1 and 2 would meet. */
    private static final long SEED = 0x5be0cd19137e2179L;

    private static final long OTHER_SEED = 0x1f83d9abfb41bd6bL;

    private static String hash(byte[] bytes, long seed) {
        var hash = new Hash128();
        hash.of(Arrays.copyOf(bytes, bytes.length + 16), bytes.length, seed);
        return "%016x%016x".formatted(hash.first, hash.second);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', 00000000000000000000000000000000",
        "hello, cbd8a7b341bd9b025b1e906a48ae1d19",
        "'hello, world', 342fac623a5ebc8e4cdcbc079642414d",
        "The quick brown fox jumps over the lazy dog., cd99481f9ee902c9695da1a38987b6e7",
    })
    void shouldBeWhatOthersCompute(String text, String expected) {
        assertThat(hash(text.getBytes(StandardCharsets.UTF_8), 0)).isEqualTo(expected);
    }

    @Test
    void shouldTellAllBytesLengthsAndSeedsApart() {
        var random = new Random(7);
        Set<String> hashes = new HashSet<>();
        byte[] zeros = new byte[100];
        for (int length = 0; length < zeros.length; length++) {
            assertThat(hashes.add(hash(Arrays.copyOf(zeros, length), SEED))).isTrue();
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(hashes.add(hash(bytes, OTHER_SEED))).isTrue();
            for (int i = 0; i < length; i++) {
                bytes[i]++;
                assertThat(hashes.add(hash(bytes, OTHER_SEED))).isTrue();
            }
        }
    }
}
