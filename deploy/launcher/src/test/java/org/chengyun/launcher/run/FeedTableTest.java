package org.chengyun.launcher.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FeedTableTest {
    private static final String STATUS = """
            {"cut": 1957, "datasets": [
              {"dataset": "portal", "watermark": "2026-11-21T06:31:26Z", "newestEventTime": "2026-11-21T06:33:43Z",
               "lagRecords": 12345, "cut": 133, "committedAt": "2026-11-21T06:33:44.2Z", "quarantinedRecords": 33,
               "quarantine": [{"reason": "line-malformed", "records": 22, "newest": "2026-11-21T06:33:31Z"},
                              {"reason": "time-in-future", "records": 11, "newest": "2026-11-21T06:33:30Z"}]},
              {"dataset": "events", "watermark": null, "newestEventTime": null, "lagRecords": null, "cut": 0,
               "committedAt": null, "quarantinedRecords": 0, "quarantine": []}]}
            """;

    @Test
    void shouldFitOnATerminalAndSpeakInTheCitysTime() throws JsonProcessingException {
        var text = new ByteArrayOutputStream();
        new FeedTable(ZoneId.of("Asia/Shanghai"), Instant.parse("2026-11-21T06:33:50Z"))
                .print(new ObjectMapper().readTree(STATUS), new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("""
                cut 1,957; times in Asia/Shanghai

                dataset  watermark        newest event     behind  last commit  quarantined
                portal   21 Nov 14:31:26  21 Nov 14:33:43  12,345      5 s ago           33
                events   -                -                     -        never            0
                quarantined in portal: line-malformed 22, time-in-future 11""".lines().toArray(String[]::new));
    }
}
