package org.chengyun.api.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static String of(String text) {
        return SafeText.of(text.getBytes(StandardCharsets.UTF_8), 1000).text();
    }

    @Test
    void shouldShowWhatIsHarmlessAsItIs() {
        assertThat(of("{\"site\":\"S 1\",\"车速\":43.5} <b>é</b> €"))
                .isEqualTo("{\"site\":\"S 1\",\"车速\":43.5} <b>é</b> €");
    }

    @Test
    void shouldNameWhatHidesMovesOrTurns() {
        assertThat(of("a\tb\r\nc\\n")).isEqualTo("a\\tb\\r\\nc\\\\n");
        assertThat(of("\u001b[31m\0\u007f\u0085")).isEqualTo("\\x1b[31m\\x00\\x7f\\u0085");
        assertThat(of("gpj\u202eexe\u200b\ufeff\u2028")).isEqualTo("gpj\\u202eexe\\u200b\\ufeff\\u2028");
        assertThat(of("Z\u0351\u0352")).isEqualTo("Z\\u0351\\u0352");
        assertThat(of("\ud83d\ude97")).isEqualTo("\ud83d\ude97");
    }

    @Test
    void shouldNameBytesThatAreNoText() {
        byte[] bytes = {'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9, (byte) 0xe8, (byte) 0xbd, 'z'};
        assertThat(SafeText.of(bytes, 100)).isEqualTo(new SafeText("a\\xffé\\xe8\\xbdz", "UTF-8", false));
    }

    @Test
    void shouldReadChineseOfBothEncodings() {
        String text = "检测器,2026-03-02 08:00,车速：不详";
        assertThat(SafeText.of(text.getBytes(Charset.forName("GB18030")), 100))
                .isEqualTo(new SafeText(text, "GB18030", false));
        assertThat(SafeText.of(text.getBytes(StandardCharsets.UTF_8), 100))
                .isEqualTo(new SafeText(text, "UTF-8", false));
    }

    @Test
    void shouldCutBetweenCharacters() {
        assertThat(SafeText.of("车速".getBytes(StandardCharsets.UTF_8), 5)).isEqualTo(new SafeText("车", "UTF-8", true));
        assertThat(SafeText.of("abcdef".getBytes(StandardCharsets.UTF_8), 3))
                .isEqualTo(new SafeText("abc", "UTF-8", true));
        assertThat(SafeText.of(new byte[0], 3)).isEqualTo(new SafeText("", "UTF-8", false));
    }

    @Test
    void shouldNeverShowAControlWhateverComes() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            SafeText text = SafeText.of(bytes, 30);
            assertThat(text.text().codePoints().noneMatch(Character::isISOControl))
                    .isTrue();
            assertThat(text.isCut()).isEqualTo(bytes.length > 30);
        }
    }
}
