package org.chengyun.ingest.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.chengyun.ingest.testing.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines on a connection, however the network cuts it. */
class LineFramerTest {
    private static Cut cut(String stream, int pieceBytes, boolean orderly) throws InterruptedException {
        return Cut.of(new LineFramer(), stream.getBytes(StandardCharsets.UTF_8), pieceBytes, orderly);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4})
    void shouldHandOverWholeLinesOnly(int seed) throws InterruptedException {
        var random = new Random(seed);
        var stream = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            stream.append("z".repeat(random.nextInt(random.nextInt(50) == 0 ? 40_000 : 80)))
                    .append('\n');
        }

        Cut cut = cut(stream.toString(), 1 + random.nextInt(seed * 3_000), true);

        assertThat(String.join("", cut.whole)).isEqualTo(stream.toString());
        assertThat(cut.whole).allSatisfy(lines -> assertThat(lines).endsWith("\n"));
        assertThat(cut.unreadable).isEmpty();
    }

    @Test
    void shouldKeepTheRestOfAConnection() throws InterruptedException {
        assertThat(cut("a\nb", 2, true).whole).containsExactly("a\n", "b");
        assertThat(cut("a\nb", 2, false).unreadable).containsExactly("record-cut: b");
        assertThat(cut("", 2, false).unreadable).isEmpty();
    }

    @Test
    void shouldGoOnBehindALineThatIsTooLong() throws InterruptedException {
        Cut cut = cut("ok\n" + "x".repeat(3 * Window.MAX_BYTES) + "\nok\n", 5_000, true);

        assertThat(String.join("", cut.whole)).isEqualTo("ok\nok\n");
        assertThat(cut.unreadable).singleElement().asString().startsWith("record-too-long: xxx");
    }
}
