package org.chengyun.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of documents, however the stream is cut into pieces. */
class DocumentRecordsTest {
    private static final Boundary XML = new XmlBoundary(List.of("r"));

    private record Piece(String text, RecordFault fault) {}

    private static List<Piece> read(Boundary boundary, byte[] document, Random random, int most) {
        List<Piece> records = new ArrayList<>();
        boolean insideTooLong = false;
        int at = 0;
        int size = 1;
        while (at < document.length) {
            size = Math.min(document.length - at, size + random.nextInt(most));
            boolean last = at + size == document.length;
            byte[] piece = Arrays.copyOfRange(document, at, at + size);
            var reader = new RecordReader(boundary, piece, last, insideTooLong);
            while (reader.next()) {
                assertThat(reader.end()).isGreaterThan(reader.start());
                records.add(new Piece(
                        new String(piece, reader.start(), reader.end() - reader.start(), StandardCharsets.ISO_8859_1),
                        reader.fault()));
            }
            insideTooLong = reader.insideTooLong();
            at += reader.consumed();
            size = reader.consumed() == 0 ? size : 1;
        }
        return records;
    }

    private static List<String> texts(Boundary boundary, String document, int seed) {
        return read(boundary, document.getBytes(StandardCharsets.ISO_8859_1), new Random(seed), 5).stream()
                .map(Piece::text)
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldFindTheObjectsOfAList(int seed) {
        assertThat(texts(JsonBoundary.INSTANCE, "[ {\"a\":\"}\\\"{\"} ,\n{\"b\":[{},{}]},{}]\n", seed))
                .containsExactly("[ {\"a\":\"}\\\"{\"}", " ,\n{\"b\":[{},{}]}", ",{}", "]\n");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldFindTheElementsBelowARoot(int seed) {
        assertThat(texts(XML, "<?x?><a><!-- <r> --><r p='>'><![CDATA[</r>]]></r>\n<n:r/><r><b/></n:r></a>", seed))
                .containsExactly(
                        "<?x?><a><!-- <r> -->", "<r p='>'><![CDATA[</r>]]></r>", "\n<n:r/>", "<r><b/></n:r>", "</a>");
    }

    @Test
    void shouldGiveUpOnlyWhatDoesNotClose() {
        assertThat(texts(XML, "<r>1<r>2</r><r>3", 1)).containsExactly("<r>1", "<r>2</r>", "<r>3");
        assertThat(texts(JsonBoundary.INSTANCE, "[{\"a\":1,{\"b\":2},{\"c\":3},{\"d\":4}]", 1))
                .containsExactly("[{\"a\":1,{\"b\":2},", "{\"c\":3}", ",{\"d\":4}", "]");
        assertThat(texts(JsonBoundary.INSTANCE, "[{\"a\":1}},oops,{\"c\":3}]", 1))
                .containsExactly("[{\"a\":1}", "},oops,", "{\"c\":3}", "]");
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"json,1", "json,2", "json,3", "xml,1", "xml,2", "xml,3"})
    void shouldFindTheSameRecordsHoweverTheStreamIsCut(String kind, int seed) {
        Boundary boundary = kind.equals("xml") ? XML : JsonBoundary.INSTANCE;
        String[] words = kind.equals("xml")
                ? new String[] {"<r>", "</r>", "<!--", "-->", "<![CDATA[", "]]>", "<a b='", "'>", "x", "<", "/>", "\n"}
                : new String[] {"{", "}", "\"", "\\", ",", "[", "]", "\n", "},{", "x", ":"};
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var document = new StringBuilder();
            for (int n = random.nextInt(60); n >= 0; n--) {
                document.append(words[random.nextInt(words.length)]);
            }
            byte[] bytes = document.toString().getBytes(StandardCharsets.ISO_8859_1);
            List<Piece> whole = read(boundary, bytes, new Random(0), 1_000);
            assertThat(read(boundary, bytes, random, 4)).as("%s", document).isEqualTo(whole);
            assertThat(String.join("", whole.stream().map(Piece::text).toList()))
                    .isEqualTo(document.toString());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "xml  | <!--",
                "xml | <![CDATA[",
                "xml | <r a='",
                "xml | <",
                "xml | <r>",
                "json | {",
                "json | },{{",
                "json | {\"",
                "json | \"",
                "json | {\"a\":1},{"
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotBeSlowedDownByWhatNeverEnds(String kind, String word) {
        Boundary boundary = kind.equals("xml") ? XML : JsonBoundary.INSTANCE;
        byte[] bytes = word.repeat(3 * RecordReader.MAX_BYTES / word.length()).getBytes(StandardCharsets.ISO_8859_1);

        long began = System.nanoTime();
        var reader = new RecordReader(boundary, bytes, true, false);
        long read = 0;
        while (reader.next()) {
            read += reader.end() - reader.start();
        }

        assertThat(read).isEqualTo(bytes.length);
        // 10 ms per KiB is the limit of every decoder
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(bytes.length / 102));
    }

    @Test
    void shouldGoOnBehindARecordThatIsTooLong() {
        String huge = "x".repeat(RecordReader.MAX_BYTES + 100);
        List<Piece> records = read(
                XML,
                ("<r>" + huge + "</r><r>1</r>").getBytes(StandardCharsets.ISO_8859_1),
                new Random(1),
                RecordReader.MAX_BYTES);

        assertThat(records.stream().map(Piece::fault))
                .containsExactly(RecordFault.TOO_LONG, RecordFault.TOO_LONG_REST, RecordFault.NONE);
        assertThat(records.getLast().text()).isEqualTo("<r>1</r>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!--", "<![CDATA[", "<?"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldNotLookForTheSameMissingEndAgainAndAgain(String begin) {
        byte[] document = (begin + "<r/>").repeat(1 << 19).getBytes(StandardCharsets.ISO_8859_1);
        var reader = new RecordReader(XML, document, true, false);
        int records = 0;
        while (reader.next()) {
            records++;
        }

        assertThat(records).isEqualTo(1 << 20);
        assertThat(reader.consumed()).isEqualTo(document.length);
    }
}
