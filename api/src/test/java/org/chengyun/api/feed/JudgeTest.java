package org.chengyun.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.api.feed.Feeds.NOW;
import static org.chengyun.api.feed.Feeds.activity;
import static org.chengyun.api.feed.Feeds.every;
import static org.chengyun.api.feed.Feeds.failing;
import static org.chengyun.api.feed.Feeds.last;
import static org.chengyun.api.feed.Feeds.mended;
import static org.chengyun.api.feed.Feeds.newest;
import static org.chengyun.api.feed.Feeds.steady;
import static org.chengyun.api.feed.Feeds.usual;
import static org.chengyun.api.feed.Feeds.working;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.chengyun.api.database.TestMetrics;
import org.chengyun.api.feed.Diagnosis.WaitsFor;
import org.chengyun.api.feed.FeedHealth.Basis;
import org.chengyun.api.feed.FeedHealth.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Usual STEADY = usual(MINUTE, 100, Basis.LAST_DAY);

    private static Diagnosis judge(FeedFacts facts, Activity activity, Usual usual) {
        return Judge.of(facts, activity, usual, TestMetrics.dataset(), NOW);
    }

    private static FeedFacts silentFor(String transport, Duration silence) {
        return last(working(transport), Optional.of(NOW.minus(silence)), Optional.empty(), OptionalLong.empty());
    }

    @Test
    void shouldFindNothingWrongWithAFeedThatWorks() {
        Diagnosis diagnosis = judge(working("tail"), steady(100, 0), STEADY);

        assertThat(diagnosis).isEqualTo(new Diagnosis.Well(100, 10));
        assertThat(diagnosis.level()).isEqualTo(Level.OK);
    }

    @Test
    void shouldSayThatNoProcessTakesItWhateverElseIsWrong() {
        FeedFacts facts = failing(working("tail"), 0, "Permission denied", NOW.minusSeconds(60));

        assertThat(judge(facts, steady(100, 100), STEADY)).isEqualTo(new Diagnosis.Away(NOW.minusSeconds(3)));
    }

    @Test
    void shouldNotMissAProcessThatTakesWhatIsPushed() {
        FeedFacts facts = failing(working("push"), 0, "", NOW);

        assertThat(judge(facts, steady(100, 0), STEADY)).isInstanceOf(Diagnosis.Well.class);
    }

    @Test
    void shouldTellATroubleBeforeTheSilenceThatItCauses() {
        FeedFacts facts = failing(silentFor("tail", Duration.ofHours(2)), 1, "Permission denied", NOW.minusSeconds(9));

        assertThat(judge(facts, steady(100, 0), STEADY))
                .isEqualTo(new Diagnosis.Failing("Permission denied", NOW.minusSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({
        "tail, false, , FILE",
        "tail, true, , RECORDS",
        "syslog, false, 0, SENDER",
        "lines, false, 2, RECORDS",
        "lines, false, , RECORDS",
        "mqtt, false, , SOURCE",
        "mqtt, true, , RECORDS",
        "pull, true, , RECORDS",
        "files, true, , RECORDS"
    })
    void shouldSayWhatIsMissingBeforeTheFirstRecord(
            String transport, boolean reached, @Nullable Long connections, WaitsFor what) {
        FeedFacts facts = last(
                working(transport),
                Optional.empty(),
                reached ? Optional.of(NOW.minusSeconds(1)) : Optional.empty(),
                connections == null ? OptionalLong.empty() : OptionalLong.of(connections));

        assertThat(judge(facts, activity(NOW, 0, 0, 0), Usual.UNKNOWN))
                .isEqualTo(new Diagnosis.Waiting(NOW.minus(Duration.ofDays(2)), what));
    }

    @Test
    void shouldCallASteadyFeedSilentAfterAMinuteAndAHalf() {
        assertThat(judge(silentFor("tail", Duration.ofSeconds(89)), steady(100, 0), STEADY))
                .isInstanceOf(Diagnosis.Well.class);

        Diagnosis diagnosis = judge(silentFor("tail", Duration.ofSeconds(91)), steady(100, 0), STEADY);

        assertThat(diagnosis)
                .isEqualTo(new Diagnosis.Silent(NOW.minusSeconds(91), Optional.of(MINUTE), Optional.empty()));
        assertThat(diagnosis.level()).isEqualTo(Level.BAD);
    }

    @Test
    void shouldWaitLongerForAFeedThatUsuallyPauses() {
        Usual hourly = usual(Duration.ofHours(1), 2, Basis.LAST_DAY);

        assertThat(judge(silentFor("kafka", Duration.ofHours(2)), steady(2, 0), hourly))
                .isInstanceOf(Diagnosis.Well.class);
        assertThat(judge(silentFor("kafka", Duration.ofMinutes(122)), steady(2, 0), hourly))
                .isInstanceOf(Diagnosis.Silent.class);
    }

    @Test
    void shouldGiveAYoungFeedTenMinutesAndSayThatItCannotTell() {
        assertThat(judge(silentFor("tail", Duration.ofMinutes(10)), steady(1, 0), Usual.UNKNOWN))
                .isInstanceOf(Diagnosis.Well.class);

        Diagnosis diagnosis = judge(silentFor("tail", Duration.ofMinutes(11)), steady(1, 0), Usual.UNKNOWN);

        assertThat(diagnosis).isInstanceOf(Diagnosis.Silent.class);
        assertThat(diagnosis.level()).isEqualTo(Level.ATTENTION);
    }

    @Test
    void shouldNotCallAFeedSilentBetweenTwoRounds() {
        FeedFacts facts = every(silentFor("pull", Duration.ofMinutes(20)), 600);

        assertThat(judge(facts, steady(1, 0), usual(MINUTE, 1, Basis.LAST_DAY))).isInstanceOf(Diagnosis.Well.class);
        assertThat(judge(every(silentFor("pull", Duration.ofMinutes(22)), 600), steady(1, 0), STEADY))
                .isInstanceOf(Diagnosis.Silent.class);
    }

    @Test
    void shouldKnowTheHoursAtWhichItIsAlwaysQuiet() {
        Usual night = usual(MINUTE, 0.5, Basis.HOUR_OF_WEEK);

        assertThat(judge(silentFor("tail", Duration.ofMinutes(19)), steady(1, 0), night))
                .isInstanceOf(Diagnosis.Well.class);
        assertThat(judge(silentFor("tail", Duration.ofMinutes(21)), steady(1, 0), night))
                .isInstanceOf(Diagnosis.Silent.class);
    }

    @Test
    void shouldSayThatTheSourceOfASilentFeedAnswers() {
        Instant since = NOW.minus(Duration.ofMinutes(5));
        FeedFacts facts =
                last(working("pull"), Optional.of(since), Optional.of(NOW.minusSeconds(20)), OptionalLong.empty());

        assertThat(judge(facts, steady(100, 0), STEADY))
                .isEqualTo(new Diagnosis.Silent(since, Optional.of(MINUTE), Optional.of(NOW.minusSeconds(20))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "push", "load"})
    void shouldExpectNothingOfWhatComesWhenPeopleWantItTo(String transport) {
        FeedFacts facts = newest(silentFor(transport, Duration.ofDays(9)), NOW.minus(Duration.ofDays(99)));

        assertThat(judge(facts, steady(0, 0), usual(MINUTE, 100, Basis.LAST_DAY)))
                .isInstanceOf(Diagnosis.Well.class);
    }

    @ParameterizedTest
    @CsvSource({"50, BAD", "49, ATTENTION", "5, ATTENTION", "4, OK", "100, BAD"})
    void shouldSayHowMuchCannotBeRead(long ofHundred, Level level) {
        assertThat(judge(working("tail"), steady(100, ofHundred), STEADY).level())
                .isEqualTo(level);
    }

    @Test
    void shouldCallTheVeryFirstRecordUnreadable() {
        Activity first = activity(NOW.minusSeconds(20), 0, 0, 0);
        var one = new ArrayList<>(first.records());
        one.set(59, 1L);
        Activity activity = new Activity(first.first(), one, one, first.sums(), 0, 0);

        assertThat(judge(working("tail"), activity, Usual.UNKNOWN)).isEqualTo(new Diagnosis.Quarantining(1, 1, false));
    }

    @Test
    void shouldForgiveSoonOnceTheFormatWasMended() {
        assertThat(judge(working("tail"), mended(1, 100), STEADY).level()).isEqualTo(Level.BAD);
        assertThat(judge(working("tail"), mended(2, 100), STEADY).level()).isEqualTo(Level.OK);
    }

    @Test
    void shouldSeeWhatTheEngineRefuses() {
        Diagnosis diagnosis = judge(working("mqtt"), activity(NOW.minusSeconds(99_999), 100, 1, 5_900), STEADY);

        assertThat(diagnosis).isEqualTo(new Diagnosis.Quarantining(5_900, 5_940, true));
    }

    @Test
    void shouldSayHowOldItIsWhatComes() {
        assertThat(judge(newest(working("tail"), NOW.minusSeconds(302)), steady(100, 0), STEADY))
                .isInstanceOf(Diagnosis.Well.class);
        assertThat(judge(newest(working("tail"), NOW.minusSeconds(303)), steady(100, 0), STEADY))
                .isEqualTo(new Diagnosis.Behind(Duration.ofSeconds(301)));
    }

    @Test
    void shouldCompareWithTheUsualRate() {
        assertThat(judge(working("tail"), steady(51, 0), STEADY)).isInstanceOf(Diagnosis.Well.class);
        assertThat(judge(working("tail"), steady(49, 0), STEADY)).isEqualTo(new Diagnosis.Slow(49, 100));
        assertThat(judge(working("tail"), steady(1, 0), usual(MINUTE, 2.9, Basis.LAST_DAY)))
                .as("too few to compare")
                .isInstanceOf(Diagnosis.Well.class);
    }
}
