package org.chengyun.ingest.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chengyun.ingest.testing.RealData;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cities really publish, told once and then again. */
class RealCasesTest {
    private final Map<String, byte[]> known = new HashMap<>();

    private List<CaseEvent> tell(CaseRecord record) {
        byte[] before = known.get(record.id());
        CaseState.Merged merged = CaseState.merge(before == null ? null : CaseBytes.read(before), record);
        known.put(record.id(), CaseBytes.write(merged.state()));
        return merged.news();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nyc-311-2013-12-25.csv.gz, nyc-311",
        "nyc-311-2022-05-01.csv, nyc-311",
        "open311-chicago-requests.json, open311-json@chicago",
        "chp-incidents-d04-2019-01.csv, chp-incidents"
    })
    void shouldCountAllOfItTheFirstTimeAndNothingTheSecond(String file, String format) {
        Run run = Run.of("events", format, RealData.bytes("city-events/" + file));
        List<CaseEvent> news = new ArrayList<>();
        run.cases.forEach(record -> news.addAll(tell(record)));

        assertThat(known).hasSameSizeAs(run.cases);
        assertThat(news).hasSameSizeAs(run.observations);
        List<CaseRecord> again = new ArrayList<>(run.cases);
        Collections.shuffle(again, new Random(1));
        assertThat(again)
                .isNotEmpty()
                .allSatisfy(record -> assertThat(tell(record)).isEmpty());
        // in memory
        double bytes = known.values().stream()
                .mapToInt(state -> state.length)
                .average()
                .orElseThrow();
        assertThat(bytes).isLessThan(40);
    }
}
