package org.chengyun.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a fault is said to be: in its record, whatever was before that. */
class FaultPlacesTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "portal  | ovh           | 1.2.3.4 w u [10/Feb/2012:16:42:07 -0500  \"GET / HTTP/1.1\" | byte 39",
                "portal  | nginx-json    | {\"status\":200,]                                            | byte 14",
                "traffic | detector-json | {\"site\":\"D1\",]                                           | byte 13"
            })
    void shouldBeCountedFromTheBeginOfTheRecord(String dataset, String format, String line, String place) {
        byte[] twice = (line + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8);

        Run run = Run.of(dataset, format, twice);

        assertThat(run.rejections)
                .hasSize(2)
                .allSatisfy(rejection -> assertThat(rejection.detail()).endsWith(place));
    }
}
