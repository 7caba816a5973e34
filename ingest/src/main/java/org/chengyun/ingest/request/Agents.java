package org.chengyun.ingest.request;

import java.util.Arrays;
import org.chengyun.datasets.sketch.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of the user agents seen last whether they are bots, as finding out costs a thousand times more than a lookup.
 * Each has four places, by its hash; one that is seen again moves to the front, a new one replaces the last. Not
 * thread-safe.
 */
final class Agents {
    private static final int PLACES = 4;
    private static final int ROWS = 1 << 12;

    private final @Nullable Known[] known = new @Nullable Known[ROWS * PLACES];
    /** A page and what belongs to it are asked for by the same agent. */
    private Known last = new Known(new byte[0], false);

    private static final class Known {
        private final byte[] agent;
        private final boolean bot;

        Known(byte[] agent, boolean bot) {
            this.agent = agent;
            this.bot = bot;
        }

        boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(agent, 0, agent.length, bytes, from, to);
        }
    }

    /** Whether the user agent in [from, to) says that it is no person. */
    boolean isBot(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + BotPatterns.MAX_BYTES);
        if (!last.is(bytes, from, end)) {
            last = known(bytes, from, end);
        }
        return last.bot;
    }

    private Known known(byte[] bytes, int from, int end) {
        int first = ((int) Hash64.of(bytes, from, end - from) & (ROWS - 1)) * PLACES;
        Known front = known[first];
        if (front != null && front.is(bytes, from, end)) {
            return front;
        }
        return behind(first, bytes, from, end);
    }

    private Known behind(int first, byte[] bytes, int from, int end) {
        int place = first + 1;
        @Nullable Known found = null;
        while (found == null && place < first + PLACES) {
            Known there = known[place];
            if (there != null && there.is(bytes, from, end)) {
                found = there;
            } else {
                place++;
            }
        }
        int freed = Math.min(place, first + PLACES - 1);
        Known now = found == null ? find(Arrays.copyOfRange(bytes, from, end)) : found;
        System.arraycopy(known, first, known, first + 1, freed - first);
        known[first] = now;
        return now;
    }

    private static Known find(byte[] agent) {
        return new Known(agent, BotPatterns.matches(RequestLine.text(agent, 0, agent.length)));
    }
}
