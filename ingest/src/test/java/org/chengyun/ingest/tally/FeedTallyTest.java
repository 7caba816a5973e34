package org.chengyun.ingest.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedTallyTest {
    private static final long NINE = Instant.parse("2026-11-21T09:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private final FeedTally tally = new FeedTally();

    private static Counts good(long records) {
        return new Counts(records, 0, 0, records, 10 * records, Map.of(), 0);
    }

    private static Counts bad(String reason, long records) {
        return new Counts(0, 0, records, 0, 10 * records, Map.of(reason, records), 0);
    }

    @Test
    void shouldCountByTheMinuteOfTheCommit() {
        tally.committed(NINE + 59_999, good(2));
        tally.committed(NINE + 60_000, bad("time-malformed", 3));
        tally.committed(NINE + 61_000, bad("time-malformed", 1));
        tally.happened(NINE + 61_000, Event.FAILED, 5);

        List<Minute> minutes = tally.unwritten();
        assertThat(minutes).extracting(Minute::startMs).containsExactly(NINE, NINE + MINUTE);
        assertThat(minutes.get(0).decoded()).isEqualTo(2);
        assertThat(minutes.get(1).records()).isEqualTo(4);
        assertThat(minutes.get(1).bytes()).isEqualTo(40);
        assertThat(minutes.get(1).failures()).isEqualTo(5);
        assertThat(minutes.get(1).reasons()).containsExactly(Map.entry("time-malformed", 4L));
    }

    @Test
    void shouldTellTotalsAgainOfWhatChangedWhileItWasWritten() {
        tally.committed(NINE, good(2));
        List<Minute> written = tally.unwritten();
        tally.committed(NINE + 1, good(3));
        tally.written(written);

        assertThat(tally.unwritten())
                .singleElement()
                .extracting(Minute::decoded)
                .isEqualTo(5L);

        tally.written(tally.unwritten());
        assertThat(tally.unwritten()).isEmpty();
        tally.committed(NINE + 2, good(1));
        assertThat(tally.unwritten())
                .singleElement()
                .extracting(Minute::decoded)
                .isEqualTo(6L);
    }

    @Test
    void shouldLoseNothingHoweverLongTheDatabaseIsAway() {
        tally.committed(NINE, good(1));
        tally.written(tally.unwritten());
        long writtenBefore = 1;
        for (int minute = 1; minute <= 3_000; minute++) {
            tally.committed(NINE + minute * MINUTE, minute % 2 == 0 ? good(2) : bad("record-cut", 2));
            tally.happened(NINE + minute * MINUTE, Event.DROPPED, 1);
        }

        List<Minute> minutes = tally.unwritten();
        assertThat(minutes).hasSizeLessThanOrEqualTo(1_440);
        assertThat(minutes.stream().mapToLong(Minute::records).sum() + writtenBefore)
                .isEqualTo(6_001);
        assertThat(minutes.stream().mapToLong(Minute::dropped).sum()).isEqualTo(3_000);
        assertThat(minutes.stream()
                        .mapToLong(m -> m.reasons().getOrDefault("record-cut", 0L))
                        .sum())
                .isEqualTo(3_000);
    }

    @Test
    void shouldKnowTheLastGoodRecordFromTheLast() {
        tally.committed(NINE, new Counts(1, 0, 0, 1, 10, Map.of(), NINE - 5_000));
        tally.committed(NINE + 7_000, bad("time-malformed", 1));
        tally.committed(NINE + 9_000, Counts.NOTHING);

        assertThat(tally.moments()).isEqualTo(new FeedTally.Moments(0, NINE + 7_000, NINE, NINE - 5_000));
    }

    @Test
    void shouldSumWhatIsLeftOfItsFiles() {
        tally.behind("a.log", 100);
        tally.behind("b.log", 20);
        assertThat(tally.behindBytes()).isEqualTo(120);
        tally.behind("a.log", 0);
        assertThat(tally.behindBytes()).isEqualTo(20);
    }
}
