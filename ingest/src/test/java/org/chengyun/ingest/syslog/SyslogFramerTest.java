package org.chengyun.ingest.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chengyun.ingest.socket.Window;
import org.chengyun.ingest.testing.Cut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of both kinds on one connection, however the network cuts it. */
class SyslogFramerTest {
    private static Cut cut(String stream, int pieceBytes, boolean orderly) throws InterruptedException {
        return Cut.of(new SyslogFramer(), stream.getBytes(StandardCharsets.UTF_8), pieceBytes, orderly);
    }

    @Test
    void shouldTellTheKindOfEachFrameByItself() throws InterruptedException {
        Cut cut = cut("5 <1>ab<2>line\n7 <3>a\nbc<4>x\r\n\n\0" + "9 lines\n2026 is a year\n6 <5>end", 1, true);

        assertThat(cut.whole)
                .containsExactly("<1>ab", "<2>line", "<3>a\nbc", "<4>x\r", "9 lines", "2026 is a year", "<5>end");
        assertThat(cut.unreadable).isEmpty();
    }

    @Test
    void shouldKeepTheRestOfAConnection() throws InterruptedException {
        assertThat(cut("<1>a\n<2>last", 3, true).whole).containsExactly("<1>a", "<2>last");
        assertThat(cut("<1>a\n<2>last", 3, false).unreadable).containsExactly("record-cut: <2>last");
        assertThat(cut("9 <2>last", 3, true).unreadable).containsExactly("record-cut: 9 <2>last");
        assertThat(cut("123", 3, true).unreadable).containsExactly("record-cut: 123");
    }

    @Test
    void shouldGoOnBehindWhatIsTooLong() throws InterruptedException {
        String longText = "x".repeat(Window.MAX_BYTES + 100_000);
        int length = longText.length() + 3;

        Cut counted = cut("%d <1>%s5 <2>ok".formatted(length, longText), 4096, true);
        Cut lines = cut("<1>%s\n<2>ok\n".formatted(longText), 4096, true);

        assertThat(counted.whole).containsExactly("<2>ok");
        assertThat(counted.unreadable).singleElement().asString().startsWith("record-too-long: <1>xxx");
        assertThat(lines.whole).containsExactly("<2>ok");
        assertThat(lines.unreadable).singleElement().asString().startsWith("record-too-long: <1>xxx");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFindEveryMessageHoweverTheStreamIsCut(int seed) throws InterruptedException {
        var random = new Random(seed);
        var stream = new StringBuilder();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            boolean counted = random.nextBoolean();
            String message =
                    "<13>%d %s".formatted(i, "y".repeat(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 200)));
            if (counted && random.nextInt(4) == 0) {
                message += "\nsecond line 7 <8>no frame";
            }
            sent.add(message);
            stream.append(counted ? message.length() + " " + message : message + "\n");
        }

        Cut cut = cut(stream.toString(), 1 + random.nextInt(random.nextBoolean() ? 10 : 9000), true);

        assertThat(cut.whole).isEqualTo(sent);
        assertThat(cut.unreadable).isEmpty();
    }

    @Test
    void shouldNeverFailOnDamage() throws InterruptedException {
        var random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            byte[] stream =
                    "12 <13>hello wo<13>line\n999999 <1>x\n7 <1>abcd\n0 <1>zero\n".getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(5); hits > 0; hits--) {
                stream[random.nextInt(stream.length)] = (byte) "<>019 \n\0a".charAt(random.nextInt(9));
            }
            Cut cut = Cut.of(new SyslogFramer(), stream, 1 + random.nextInt(20), random.nextBoolean());
            assertThat(cut.bytes()).isLessThanOrEqualTo(stream.length);
        }
    }
}
