package org.chengyun.dashboard.assembly;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.chengyun.api.cut.CutFeed;

/** Answers that pages share: those that ask the same at the same cut are told the same. Thread-safe. */
final class Answers<Q, A> {
    private static final int REMEMBERED = 200;

    private final Clock clock;
    private final int restTimes;
    private final Duration longestRest;
    private final AtomicLong newestCut = new AtomicLong();
    private final Map<Q, Answer<A>> answers = new ConcurrentHashMap<>();

    /** @param asOf the newest cut that was known before the answer was read */
    private record Answer<A>(long asOf, long freshUntilMs, A told) {}

    /**
     * No answers yet.
     *
     * @param restTimes an answer that took a while is good for so many times that while, whatever is committed
     */
    Answers(CutFeed cuts, Clock clock, int restTimes, Duration longestRest) {
        this.clock = clock;
        this.restTimes = restTimes;
        this.longestRest = longestRest;
        cuts.subscribe(notice -> newestCut.accumulateAndGet(notice.cut(), Math::max));
    }

    /** @param read called by one of those who ask the same; the others wait for its answer */
    A answer(Q question, Function<Q, A> read) {
        if (answers.size() > REMEMBERED) {
            answers.clear();
        }
        return answers.compute(question, (q, known) -> known != null && isGood(known) ? known : ask(q, read)).told;
    }

    private boolean isGood(Answer<A> known) {
        return (known.asOf == newestCut.get() && known.asOf > 0) || clock.millis() < known.freshUntilMs;
    }

    private Answer<A> ask(Q question, Function<Q, A> read) {
        long asOf = newestCut.get();
        long beganMs = clock.millis();
        A told = read.apply(question);
        long endedMs = clock.millis();
        long restMs = Math.min(longestRest.toMillis(), restTimes * (endedMs - beganMs));
        return new Answer<>(asOf, endedMs + restMs, told);
    }
}
