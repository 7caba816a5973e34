package org.chengyun.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
    private static List<String> records(Framing framing, String text, boolean last) {
        return records(framing, text.getBytes(StandardCharsets.ISO_8859_1), last, text.length() + 1, new ArrayList<>());
    }

    /** Reads a stream in pieces, as loads and tails do. */
    private static List<String> records(
            Framing framing, byte[] all, boolean last, int piece, List<RecordFault> faults) {
        List<String> records = new ArrayList<>();
        boolean insideTooLong = false;
        int at = 0;
        int size = piece;
        while (at < all.length) {
            int to = Math.min(all.length, at + size);
            byte[] bytes = Arrays.copyOfRange(all, at, to);
            var reader = new RecordReader(framing, (byte) ',', bytes, last && to == all.length, insideTooLong);
            while (reader.next()) {
                records.add(
                        new String(bytes, reader.start(), reader.end() - reader.start(), StandardCharsets.ISO_8859_1));
                faults.add(reader.fault());
            }
            insideTooLong = reader.insideTooLong();
            if (reader.consumed() == 0 && to == all.length) {
                break;
            }
            size = reader.consumed() == 0 ? size * 2 : piece;
            at += reader.consumed();
        }
        return records;
    }

    @Test
    void shouldTakeEveryLineEnd() {
        assertThat(records(Framing.LINES, "a\r\nb\n\nc", true)).containsExactly("a", "b", "", "c");
    }

    @Test
    void shouldLeaveAHalfWrittenLine() {
        assertThat(records(Framing.LINES, "a\nhal", false)).containsExactly("a");
    }

    @Test
    void shouldKeepQuotedLineBreaksInTheRecord() {
        assertThat(records(Framing.CSV, "1,\"two\nlines, \"\"really\"\"\",3\r\n4,5,6", true))
                .containsExactly("1,\"two\nlines, \"\"really\"\"\",3", "4,5,6");
    }

    @Test
    void shouldTakeAQuoteInTheMiddleOfAFieldAsText() {
        assertThat(records(Framing.CSV, "1,5\" pipe,3\n4,5,6\n", false)).containsExactly("1,5\" pipe,3", "4,5,6");
    }

    @Test
    void shouldLoseNoMoreThanTheLineOfADamagedQuote() {
        List<RecordFault> faults = new ArrayList<>();
        byte[] text = "1,\"a\nb,2\nc,\"d\",3\ne,f\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(records(Framing.CSV, text, true, 100, faults)).containsExactly("1,\"a", "b,2", "c,\"d\",3", "e,f");
        assertThat(faults)
                .containsExactly(RecordFault.QUOTE_MALFORMED, RecordFault.NONE, RecordFault.NONE, RecordFault.NONE);
    }

    @Test
    void shouldGoOnAfterAQuoteThatNeverEnds() {
        List<RecordFault> faults = new ArrayList<>();
        byte[] text = "1,\"a\nb,2\nc,3".getBytes(StandardCharsets.US_ASCII);

        assertThat(records(Framing.CSV, text, true, 100, faults)).containsExactly("1,\"a", "b,2", "c,3");
        assertThat(faults).containsExactly(RecordFault.QUOTE_UNCLOSED, RecordFault.NONE, RecordFault.NONE);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"LINES", "CSV"})
    void shouldHandOutWhatIsTooLongInPieces(String framing) {
        byte[] text = new byte[2 * RecordReader.MAX_BYTES + 100];
        Arrays.fill(text, (byte) 'x');
        text[text.length - 4] = '\n';
        List<RecordFault> faults = new ArrayList<>();

        List<String> records = records(Framing.valueOf(framing), text, true, 4 * RecordReader.MAX_BYTES, faults);

        assertThat(records.stream().map(String::length)).containsExactly(1 << 20, 1 << 20, 96, 3);
        assertThat(faults)
                .containsExactly(
                        RecordFault.TOO_LONG, RecordFault.TOO_LONG_REST, RecordFault.TOO_LONG_REST, RecordFault.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void shouldFindTheSameRecordsHoweverTheStreamIsCut(long seed) {
        var random = new Random(seed);
        byte[] text = new byte[5_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) "aaaaaaa,,\n\r\"".charAt(random.nextInt(12));
        }
        for (Framing framing : Framing.values()) {
            List<RecordFault> faults = new ArrayList<>();
            List<String> whole = records(framing, text, true, text.length, faults);
            List<RecordFault> faultsInPieces = new ArrayList<>();
            List<String> pieces = records(framing, text, true, 1 + random.nextInt(300), faultsInPieces);
            assertThat(pieces).isEqualTo(whole);
            assertThat(faultsInPieces).isEqualTo(faults);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldForgetNothingThatMattersOfRowsThatFailed(long seed) {
        var random = new Random(seed);
        byte[] text = new byte[2_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) "aa,,\n\n\"\"\"".charAt(random.nextInt(9));
        }
        List<String> fresh = new ArrayList<>();
        for (int at = 0; at < text.length; ) {
            byte[] rest = Arrays.copyOfRange(text, at, text.length);
            var reader = new RecordReader(Framing.CSV, (byte) ',', rest, true, false);
            assertThat(reader.next()).isTrue();
            fresh.add(new String(rest, 0, reader.end(), StandardCharsets.ISO_8859_1));
            at += reader.consumed();
        }

        assertThat(records(Framing.CSV, text, true, text.length, new ArrayList<>()))
                .isEqualTo(fresh);
    }

    /** Each of these lines opens a quote that none of the others closes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\"x", "\","})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotFollowEachLineToTheSameEnd(String end) {
        byte[] text = (",a\",\"\n".repeat(1 << 20) + end + "x".repeat(1 << 21)).getBytes(StandardCharsets.ISO_8859_1);

        assertThat(records(Framing.CSV, text, true, text.length, new ArrayList<>()))
                .hasSizeGreaterThan(1 << 20);
    }
}
