package org.chengyun.engine.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flow control against a database and a feed in virtual time. */
class FlowControlTest {
    private static final FlowLimits LIMITS = new FlowLimits(450, 200, 200_000, Long.MAX_VALUE);

    @ParameterizedTest(name = "{0}/s, commits {1} ms + {2} µs a row")
    @CsvSource({"100,5,5", "5000,15,8", "50000,20,5", "50000,60,3", "20000,120,4", "200000,30,2"})
    void shouldKeepTheDelayTargetWithoutABacklog(int perSecond, double commitMs, double rowUs) {
        // Given
        var city = new VirtualCity(new FlowControl(LIMITS), new Random(1), perSecond, commitMs, rowUs);
        city.run(20_000);
        // When
        VirtualCity.Seen seen = city.run(600_000);
        // Then
        assertThat(seen.delayMs(0.99)).isLessThanOrEqualTo(450);
        assertThat(city.flow().state().pace()).isEqualTo(Pace.LIVE);
        assertThat(city.flow().state().delayP99Ms()).isLessThanOrEqualTo(450);
    }

    @Test
    void shouldSpareTheDatabaseThatIsSlowToCommit() {
        // Given commits of 15 ms, and of 80
        var quick = new VirtualCity(new FlowControl(LIMITS), new Random(2), 1_000, 15, 1);
        var slow = new VirtualCity(new FlowControl(LIMITS), new Random(2), 1_000, 80, 1);
        // When
        VirtualCity.Seen ofQuick = quick.run(60_000);
        VirtualCity.Seen ofSlow = slow.run(60_000);
        // Then the quick one commits as often as the operator allows, the slow one a quarter of the time
        assertThat(ofQuick.commits()).isBetween(250L, 300L);
        assertThat(ofSlow.commits()).isBetween(170L, 220L);
    }

    @Test
    void shouldSayThatNoIntervalKeepsTheTarget() {
        // Given
        var city = new VirtualCity(new FlowControl(LIMITS), new Random(3), 10_000, 400, 1);
        // When
        city.run(30_000);
        // Then
        assertThat(city.flow().state().pace()).isEqualTo(Pace.STRAINED);
        assertThat(city.flow().state().why()).contains("too long for a delay below 450 ms");
        assertThat(city.flow().intervalNs()).isLessThan(100_000_000L);
    }

    @Test
    void shouldWorkOffABacklogInLargeBatchesAndThenBeLiveAtOnce() {
        // Given twenty million records, and a commit that is mostly the same for few rows and for many
        var city = new VirtualCity(new FlowControl(LIMITS), new Random(4), 20_000, 60, 3);
        city.backlog(20_000_000);
        // When
        VirtualCity.Seen first = city.run(8_000);
        // Then
        assertThat(city.flow().state().pace()).isEqualTo(Pace.CATCHING_UP);
        assertThat(city.flow().intervalNs()).isEqualTo(2_000_000_000L);
        assertThat(first.commits()).isLessThan(16);
        // When it is worked off
        while (city.lag() > 100_000) {
            city.run(1_000);
        }
        city.run(10_000);
        VirtualCity.Seen afterwards = city.run(30_000);
        // Then
        assertThat(city.flow().state().pace()).isEqualTo(Pace.LIVE);
        assertThat(afterwards.delayMs(0.99)).isLessThanOrEqualTo(450);
    }

    @Test
    void shouldCollectNoLongerThanTheRestOfTheBacklogWillTake() {
        // Given a backlog of which a million records are read in a second
        var flow = new FlowControl(LIMITS);
        flow.lag(20_000_000);
        for (int i = 0; i < 30; i++) {
            flow.committed(new Committed(2_000_000, 1_000, 2_000_000_000, 200_000_000, 2_200_000_000L, 9_000));
        }
        assertThat(flow.intervalNs()).isEqualTo(2_000_000_000L);
        // When it comes to its end
        flow.lag(600_000);
        // Then
        assertThat(flow.state().pace()).isEqualTo(Pace.CATCHING_UP);
        assertThat(flow.intervalNs()).isBetween(590_000_000L, 610_000_000L);
        // When there is more again
        flow.lag(20_000_000);
        // Then
        assertThat(flow.intervalNs()).isEqualTo(2_000_000_000L);
    }

    @Test
    void shouldNeverExceedTheBoundOfMemoryNorACommitOfTwoSeconds() {
        // Given a database that needs 40 µs a row
        var city = new VirtualCity(new FlowControl(LIMITS), new Random(5), 1_000, 20, 40);
        city.backlog(20_000_000);
        // When
        city.run(20_000);
        VirtualCity.Seen seen = city.run(60_000);
        // Then
        assertThat(city.flow().mostRows()).isBetween(40_000, 60_000);
        assertThat(seen.largestRows()).isLessThanOrEqualTo(60_000 + VirtualCity.PER_POLL);
        assertThat(seen.longestCommitMs()).isLessThan(4_000);
    }

    @Test
    void shouldKeepTheTargetWhenTheClockOfKafkaIsHoursAhead() {
        // Given
        var flow = new FlowControl(LIMITS);
        // When
        for (int i = 0; i < 100; i++) {
            flow.lag(0);
            flow.committed(new Committed(1_000, 1_000, 200_000_000, 20_000_000, 220_000_000, 3 * 3_600_000));
        }
        // Then
        assertThat(flow.intervalNs()).isBetween(150_000_000L, 225_000_000L);
        assertThat(flow.state().pace()).isEqualTo(Pace.LIVE);
    }

    @Test
    void shouldForgetOneSlowCommit() {
        // Given
        var flow = new FlowControl(LIMITS);
        for (int i = 0; i < 50; i++) {
            flow.committed(new Committed(1_000, 1_000, 200_000_000, 10_000_000, 210_000_000, 210));
        }
        // When
        flow.committed(new Committed(1_000, 1_000, 200_000_000, 900_000_000, 1_100_000_000, 1_100));
        long afterIt = flow.intervalNs();
        for (int i = 0; i < 30; i++) {
            flow.committed(new Committed(1_000, 1_000, 200_000_000, 10_000_000, 210_000_000, 210));
        }
        // Then
        assertThat(afterIt).isLessThan(200_000_000L);
        assertThat(flow.intervalNs()).isEqualTo(200_000_000L);
    }
}
