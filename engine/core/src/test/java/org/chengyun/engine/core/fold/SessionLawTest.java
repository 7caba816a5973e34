package org.chengyun.engine.core.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.session.Session;
import org.chengyun.engine.core.session.SessionChange;
import org.chengyun.engine.core.session.SessionRule;
import org.chengyun.engine.core.time.PartitionProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order of the observations and the cuts between batches, sessions are those of all of them sorted. */
class SessionLawTest {
    private static final int ROUNDS = 2_000;

    private record Event(long atMs, double value) {}

    @ParameterizedTest(name = "gap {0} ms")
    @ValueSource(longs = {1, 7, 50})
    void shouldBeTheSessionsOfAllObservationsSorted(long gapMs) {
        var random = new Random(gapMs);
        var rule = new SessionRule(gapMs);
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            List<Event> events = events(random, random.nextInt(1, 60), 60 * gapMs);
            if (random.nextInt(4) == 0) {
                events.sort(Comparator.comparingLong(Event::atMs));
            }

            // When
            Map<Long, Session> stored = new TreeMap<>();
            var deltas = new SessionDeltas(gapMs);
            for (Event event : events) {
                deltas.add(0, event.atMs, event.value, false);
                if (random.nextInt(8) == 0) {
                    store(stored, deltas, rule);
                }
            }
            store(stored, deltas, rule);

            // Then
            List<Session> expected = sorted(events, gapMs);
            assertThat(stored.values())
                    .usingElementComparator(SessionLawTest::compare)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<Event> events(Random random, int count, long spanMs) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new Event(random.nextLong(-spanMs / 2, spanMs), random.nextInt(1000) / 8.0));
        }
        return events;
    }

    /** As the tables do it: it reads the stored sessions in reach of the new ones, and puts what changed in their place. */
    private static void store(Map<Long, Session> stored, SessionDeltas deltas, SessionRule rule) {
        List<Session> fresh = new ArrayList<>();
        for (int row = 0; row < deltas.size(); row++) {
            fresh.add(deltas.session(row));
        }
        Collections.shuffle(fresh, new Random(1));
        List<Session> near = stored.values().stream()
                .filter(old -> fresh.stream()
                        .anyMatch(one -> old.startMs() < rule.endMs(one) && one.startMs() < rule.endMs(old)))
                .toList();
        for (SessionChange change : rule.merge(near, fresh, PartitionProgress.NONE)) {
            change.before().forEach(old -> stored.remove(old.startMs()));
            stored.put(change.after().startMs(), change.after());
        }
        deltas.clear();
    }

    private static List<Session> sorted(List<Event> events, long gapMs) {
        List<Session> sessions = new ArrayList<>();
        for (Event event :
                events.stream().sorted(Comparator.comparingLong(Event::atMs)).toList()) {
            Moments sample = Moments.EMPTY.add(event.value);
            if (sessions.isEmpty() || event.atMs - sessions.getLast().lastMs() >= gapMs) {
                sessions.add(new Session(event.atMs, event.atMs, sample, 0, 0));
            } else {
                Session last = sessions.removeLast();
                sessions.add(
                        new Session(last.startMs(), event.atMs, last.moments().add(event.value), 0, 0));
            }
        }
        return sessions;
    }

    private static int compare(Session a, Session b) {
        Moments x = a.moments();
        Moments y = b.moments();
        // Eighths add up without rounding.
        boolean same = a.startMs() == b.startMs()
                && a.lastMs() == b.lastMs()
                && x.n() == y.n()
                && x.sum() == y.sum()
                && x.min() == y.min()
                && x.max() == y.max()
                && Math.abs(x.mean() - y.mean()) < 1e-9
                && Math.abs(x.m2() - y.m2()) < 1e-6;
        return same ? 0 : 1;
    }

    @Test
    void shouldKeepSeriesApart() {
        var deltas = new SessionDeltas(10);
        for (int i = 0; i < 1_000; i++) {
            deltas.count(i % 500, i, i >= 500);
        }

        assertThat(deltas.size()).isEqualTo(1_000);
        assertThat(deltas.series(999)).isEqualTo(499);
        assertThat(deltas.session(999)).isEqualTo(new Session(999, 999, Moments.ofCount(1), 1, 0));
    }

    @Test
    void shouldTellWhichChangesWereNotToBeExpected() {
        var rule = new SessionRule(10);
        var early = new Session(0, 5, Moments.ofCount(2), 0, 0);
        var other = new Session(18, 30, Moments.ofCount(3), 0, 2);

        // Both final at 40, joined by 12.
        var joined = rule.merge(List.of(other, early), List.of(at(12)), 40).getFirst();
        assertThat(joined.isCorrection()).isTrue();
        assertThat(joined.before()).containsExactly(early, other);
        assertThat(joined.after()).isEqualTo(new Session(0, 30, Moments.ofCount(6), 0, 3));
        assertThat(joined.events()).isEqualTo(1);

        // At 39 the second is open still, but the first was final.
        assertThat(rule.merge(List.of(other, early), List.of(at(12)), 39)
                        .getFirst()
                        .isCorrection())
                .isTrue();
        // Nothing is final at 14.
        assertThat(rule.merge(List.of(early), List.of(at(12)), 14).getFirst().isCorrection())
                .isFalse();
        // New, in a time that was said to be without a session.
        assertThat(rule.merge(List.of(), List.of(at(12)), 22).getFirst().after().revision())
                .isEqualTo(1);
        assertThat(rule.merge(List.of(), List.of(at(12)), 21).getFirst().after().revision())
                .isZero();
        // A gap is a gap.
        assertThat(rule.merge(List.of(early), List.of(at(15)), PartitionProgress.NONE))
                .singleElement()
                .satisfies(change -> assertThat(change.before()).isEmpty());
    }

    private static Session at(long ms) {
        return new Session(ms, ms, Moments.ofCount(1), 0, 0);
    }

    @Test
    void shouldBeginAnewAfterEachBatch() {
        var deltas = new SessionDeltas(10);
        deltas.add(3, 100, 2.5, false);
        deltas.clear();
        deltas.add(3, 105, 4, true);

        assertThat(deltas.size()).isEqualTo(1);
        assertThat(deltas.session(0).startMs()).isEqualTo(105);
        assertThat(deltas.session(0).late()).isEqualTo(1);
        assertThat(deltas.session(0).moments().mean()).isCloseTo(4, within(0.0));
    }
}
