package org.chengyun.dashboard.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HexDumpTest {
    @Test
    void shouldPutSixteenBytesInALine() {
        assertThat(HexDump.of("<script>\u0000é\nabcdefgh".getBytes(StandardCharsets.UTF_8), 18))
                .isEqualTo("""
                        000000  3c 73 63 72 69 70 74 3e 00 c3 a9 0a 61 62 63 64  <script>....abcd
                        000010  65 66                                            ef
                        """);
        assertThat(HexDump.of(new byte[0], 10)).isEmpty();
    }
}
