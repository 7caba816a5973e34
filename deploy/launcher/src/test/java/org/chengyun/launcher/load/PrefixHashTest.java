package org.chengyun.launcher.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixHashTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21})
    void shouldHashEveryBeginningAsIfItWereAlone(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        byte[] content = new byte[random.nextInt(1, 5_000)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (random.nextInt(20) == 0 ? '\n' : 'a' + random.nextInt(26));
        }
        List<Long> lengths = random.longs(30, 1, content.length + 50L).boxed().toList();
        // When
        PrefixHash hash = new PrefixHash(lengths);
        for (int from = 0; from < content.length; ) {
            int piece = Math.min(content.length - from, random.nextInt(1, 700));
            hash.update(Arrays.copyOfRange(content, from, from + piece), piece);
            from += piece;
        }
        // Then
        for (long length : lengths) {
            if (length > content.length) {
                assertThat(hash.prefixes()).doesNotContainKey(length);
            } else {
                assertThat(hash.prefixes().get(length))
                        .isEqualTo(new PrefixHash.Prefix(
                                length, sha256(content, (int) length), content[(int) length - 1] == '\n'));
            }
        }
        int lines = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;
        assertThat(hash.wholeLines().bytes()).isEqualTo(lines);
        if (lines > 0) {
            assertThat(hash.wholeLines().sha256()).isEqualTo(sha256(content, lines));
        }
        assertThat(hash.soFar().sha256()).isEqualTo(sha256(content, content.length));
    }

    @Test
    void shouldHaveNoWholeLineWithoutALineEnd() {
        PrefixHash hash = new PrefixHash(List.of());
        hash.update("abc".getBytes(StandardCharsets.UTF_8), 3);
        assertThat(hash.wholeLines().bytes()).isZero();
    }

    private static String sha256(byte[] content, int length) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(content, length)));
    }
}
