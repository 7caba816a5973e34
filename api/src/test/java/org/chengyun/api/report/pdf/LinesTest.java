package org.chengyun.api.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    @Test
    void shouldBreakLatinAtSpaces() {
        assertThat(Lines.wrap("the quick brown fox", 9, LinesTest::width)).containsExactly("the quick", "brown fox");
    }

    @Test
    void shouldBreakChineseBetweenCharactersButNotBeforeAComma() {
        assertThat(Lines.wrap("城市运行，日报", 8, LinesTest::width)).containsExactly("城市运", "行，日报");
    }

    @Test
    void shouldBreakAPathLongerThanTheLineAtItsMarks() {
        assertThat(Lines.wrap("/services/social-security", 12, LinesTest::width))
                .containsExactly("/services/", "social-", "security");
    }

    @Test
    void shouldKeepAWordThatFitsOnALineInOnePiece() {
        assertThat(Lines.wrap("see a.b@1", 6, LinesTest::width)).containsExactly("see", "a.b@1");
    }

    @Test
    void shouldEndWithAnEllipsisWhatDoesNotFit() {
        assertThat(Lines.wrap("one two three four", 5, 2, LinesTest::width)).containsExactly("one", "two…");
        assertThat(Lines.wrap("W".repeat(1_000_000), 5, 1, LinesTest::width)).containsExactly("WWWW…");
    }

    @Test
    void shouldGiveOneEmptyLineForNothing() {
        assertThat(Lines.wrap("", 5, LinesTest::width)).containsExactly("");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldLoseNothingAndStayWithinTheWidth(long seed) {
        // Given
        var random = new Random(seed);
        String alphabet = "ab c-/.，。（）城市运行𠮷 ";
        int[] letters = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        int width = 4 + random.nextInt(30);
        // When
        var lines = Lines.wrap(text.toString(), width, LinesTest::width);
        // Then
        assertThat(String.join("", lines).replace(" ", ""))
                .isEqualTo(text.toString().replace(" ", ""));
        assertThat(lines).allSatisfy(line -> assertThat(width(line)).isLessThanOrEqualTo(width));
    }

    /** Every character is 1 wide, Chinese ones 2. */
    private static double width(String text) {
        return text.codePoints().mapToDouble(c -> c > 0x2E80 ? 2 : 1).sum();
    }
}
