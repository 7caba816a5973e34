package org.chengyun.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.api.feed.Feeds.NOW;
import static org.chengyun.api.feed.Feeds.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.feed.FeedHealth.Basis;
import org.junit.jupiter.api.Test;

class UsualTest {
    private static final Instant HOUR = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);

    private static Usual.Past past(
            long gaps, Optional<Long> one, Optional<Long> two, Optional<Long> three, Optional<Long> four) {
        return new Usual.Past(gaps, Duration.ofMinutes(1), HOUR, List.of(one, two, three, four));
    }

    private static Activity since(Instant first) {
        return activity(first, 50, 0, 0);
    }

    private static final Optional<Long> NONE = Optional.empty();

    @Test
    void shouldTakeTheMeanOfTheSameHourOfTheWeeksBefore() {
        Usual usual = Usual.of(
                past(1_400, Optional.of(6_000L), Optional.of(3_000L), Optional.of(9_999L), NONE),
                since(HOUR.minus(WEEK.multipliedBy(2))),
                NOW);

        assertThat(usual.basis()).isEqualTo(Basis.HOUR_OF_WEEK);
        assertThat(usual.weeks()).isEqualTo(2);
        assertThat(usual.perMinute()).hasValue(75);
    }

    @Test
    void shouldLeaveOutAWeekInWhichItWasAway() {
        Usual usual = Usual.of(
                past(1_400, Optional.of(6_000L), NONE, Optional.of(3_000L), NONE),
                since(HOUR.minus(WEEK.multipliedBy(4))),
                NOW);

        assertThat(usual.weeks()).isEqualTo(4);
        assertThat(usual.perMinute()).hasValue(75);
    }

    @Test
    void shouldExpectNothingAtAnHourThatIsAlwaysQuiet() {
        Usual usual = Usual.of(past(1_400, NONE, NONE, NONE, NONE), since(HOUR.minus(WEEK.multipliedBy(4))), NOW);

        assertThat(usual.basis()).isEqualTo(Basis.HOUR_OF_WEEK);
        assertThat(usual.perMinute()).hasValue(0);
    }

    @Test
    void shouldTakeTheLastDayBeforeThereAreTwoWeeks() {
        Usual usual = Usual.of(
                past(1_400, Optional.of(6_000L), NONE, NONE, NONE),
                since(HOUR.minus(WEEK.multipliedBy(2)).plusSeconds(1)),
                NOW);

        assertThat(usual.basis()).isEqualTo(Basis.LAST_DAY);
        assertThat(usual.perMinute()).hasValue(50);
    }

    @Test
    void shouldNotKnowBeforeThereIsHalfAnHourToCompareWith() {
        Usual young = Usual.of(past(9, NONE, NONE, NONE, NONE), since(NOW.minus(Duration.ofMinutes(39))), NOW);
        assertThat(young.basis()).isEqualTo(Basis.NONE);
        assertThat(young.perMinute()).isEmpty();
        assertThat(young.gap()).as("nine pauses are too few").isEmpty();

        assertThat(Usual.of(past(10, NONE, NONE, NONE, NONE), since(NOW.minus(Duration.ofMinutes(40))), NOW)
                        .basis())
                .isEqualTo(Basis.LAST_DAY);
    }
}
