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
                              {"reason": "time-in-future", "records": 11, "newest": "2026-11-21T06:33:30Z"}],
               "engines": [{"at": "2026-11-21T06:33:49Z", "condition": "RUNNING", "pace": "CATCHING_UP", "delayP99Ms": 1261,
                            "delayTargetMs": 450, "warning": "new series count as other"}],
               "overLimits": [{"metric": "portal.views.service", "observations": 120400, "newest": "2026-11-21T06:33:44Z",
                               "limit": "new-series"}]},
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

                dataset  watermark            newest event         behind  last commit  quarantined
                portal   2026-11-21 14:31:26  2026-11-21 14:33:43  12,345      5 s ago           33
                events   -                    -                         -        never            0
                quarantined in portal: line-malformed 22, time-in-future 11
                engine of portal: running, catching up, 99 of 100 records visible within 1,261 ms (target 450), said 1 s ago
                  warning: new series count as other
                over the limit of series: portal.views.service, 120,400 observations counted as other, the last 6 s ago""".lines().toArray(String[]::new));
    }
}
