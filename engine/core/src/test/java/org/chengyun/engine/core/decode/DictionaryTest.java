package org.chengyun.engine.core.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
    private final Dictionary dictionary = new Dictionary();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveDenseStableDistinctCodesWhileItGrows(long seed) {
        // Given
        var random = new Random(seed);
        Map<String, Integer> expected = new HashMap<>();
        // When
        for (int i = 0; i < 200_000; i++) {
            String text = text(random);
            int code = dictionary.code(text);
            Integer before = expected.putIfAbsent(text, expected.size());
            // Then
            if (code != (before != null ? before : expected.size() - 1)) {
                fail("'%s' got code %d, not %s".formatted(text, code, before));
            }
        }
        assertThat(expected).hasSizeGreaterThan(50_000);
        assertThat(dictionary.size()).isEqualTo(expected.size());
        expected.forEach((text, code) -> {
            assertThat(dictionary.code(text)).isEqualTo(code);
            assertThat(dictionary.text(code)).isEqualTo(text);
        });
    }

    @Test
    void shouldReadTheGivenPartOfTheBufferOnlyAndKeepItsOwnCopy() {
        byte[] buffer = "xxnorthyy".getBytes(StandardCharsets.UTF_8);
        int code = dictionary.code(buffer, 2, 5);
        buffer[2] = 'w';
        assertThat(dictionary.text(code)).isEqualTo("north");
        assertThat(dictionary.code("north")).isEqualTo(code);
        assertThat(dictionary.code(buffer, 2, 5)).isNotEqualTo(code);
    }

    @Test
    void shouldTellTextsApartThatDifferOnlyInLengthOrAtOnePlace() {
        Set<Integer> codes = new HashSet<>();
        int texts = 0;
        for (int length = 0; length < 70; length++) {
            codes.add(dictionary.code("a".repeat(length)));
            texts++;
            for (int at = 0; at < length; at++) {
                codes.add(dictionary.code("a".repeat(at) + "b" + "a".repeat(length - at - 1)));
                texts++;
            }
        }
        assertThat(codes).hasSize(texts);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "80", // a continuation without a beginning
                "c3", // a beginning without a continuation
                "61c0af", // an overlong slash
                "eda080", // half a surrogate pair
                "f4908080", // beyond U+10FFFF
                "ff",
                "610062", // a NUL
                "c080", // a NUL in disguise
            })
    void shouldRefuseWhatIsNoTextForTheDatabase(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(dictionary.code(bytes, 0, bytes.length)).isEqualTo(Dictionary.MALFORMED);
        byte[] inLongText = ("x".repeat(2_000) + new String(bytes, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(dictionary.code(inLongText, 0, inLongText.length)).isEqualTo(Dictionary.MALFORMED);
        assertThat(dictionary.size()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepVeryLongTextsDistinctStableAndShort(long seed) {
        // Given
        var random = new Random(seed);
        Map<String, Integer> codes = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            String start = "路🚦é/".repeat(500 + random.nextInt(500));
            codes.put(start + i, dictionary.code(start + i));
        }
        // When
        Set<String> texts = new HashSet<>();
        codes.values().forEach(code -> texts.add(dictionary.text(code)));
        // Then
        assertThat(texts).hasSize(codes.size());
        assertThat(texts)
                .allSatisfy(text ->
                        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(100, 480));
        codes.forEach((text, code) -> assertThat(dictionary.code(text)).isEqualTo(code));
    }

    @Test
    void shouldKeepTextsOfUpTo480BytesAsTheyAre() {
        for (String text : List.of("x".repeat(480), "路".repeat(160), "🚦".repeat(120))) {
            assertThat(dictionary.text(dictionary.code(text))).isEqualTo(text);
            assertThat(dictionary.text(dictionary.code(text + "x")))
                    .isNotEqualTo(text + "x")
                    .startsWith(text.substring(0, 100));
        }
    }

    /** Two codes of one text would be two rows of one key in one commit. */
    @Test
    void shouldNeverGiveTwoCodesToOneText() {
        int code = dictionary.code("/search/" + "q".repeat(5_000));
        assertThat(dictionary.code(dictionary.text(code))).isEqualTo(code);
    }

    /** Paths come from the open internet: "Aa" and "BB" are the same to a hash that everybody knows. */
    @Test
    void shouldNotBeSlowedDownByTextsMadeToCollide() {
        List<byte[]> crafted = new ArrayList<>();
        for (int i = 0; i < 1 << 14; i++) {
            var text = new StringBuilder("/");
            for (int bit = 0; bit < 14; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            crafted.add(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(crafted.stream()
                        .mapToInt(text -> Dictionary.hash(text, 0, text.length))
                        .distinct())
                .hasSizeGreaterThan((1 << 14) - 20);
    }

    private static String text(Random random) {
        String[] letters = {"a", "b", "/", "路", "🚦", "é", "0", " "};
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
