package org.chengyun.launcher.api;

import java.time.Duration;

/**
 * Tries a request again while the application is away, with growing pauses, and tells the user once what is missing and
 * once that it is back.
 *
 * <p>Not thread-safe.
 */
public final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration limit;
    private final Listener listener;

    /** @param limit after which an application that stays away ends the work */
    public Patience(Duration limit, Listener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    /** Where to tell it. */
    public interface Listener {
        void say(String line);
    }

    /** One request. */
    public interface Attempt<T> {
        T run() throws AwayException, ProblemException, InterruptedException;
    }

    /** @throws AwayException if it stays away longer than the limit */
    public <T> T keepTrying(Attempt<T> attempt) throws AwayException, ProblemException, InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        boolean told = false;
        while (true) {
            try {
                T answer = attempt.run();
                if (told) {
                    listener.say("it is back, going on");
                }
                return answer;
            } catch (AwayException away) {
                if (System.nanoTime() > deadlineNs) {
                    throw away;
                }
                if (!told && pause.compareTo(FIRST_PAUSE) > 0) { // a blink is not worth a line
                    listener.say(away.getMessage() + "; trying again for up to " + limit.toMinutes() + " minutes");
                    told = true;
                }
                Duration asked = away.retryAfter();
                Thread.sleep(asked.compareTo(pause) > 0 ? asked : pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
