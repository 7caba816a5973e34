package org.chengyun.ingest.request;

import java.util.Arrays;
import org.chengyun.datasets.sketch.Hash64;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of the user agents seen last whether they are bots, as finding out costs a thousand times more than a lookup.
 * Each has four places, by its hash; one that is seen again moves to the front, a new one replaces the last.
 *
 * <p>The memory is shared by all decoders, as many live for one request only. It needs no lock: entries do not change,
 * and whoever races forgets one at worst. An object of this class is one decoder's: not thread-safe.
 */
final class Agents {
    private static final int PLACES = 4;
    private static final int ROWS = 1 << 12;
    private static final @Nullable Known[] KNOWN = new @Nullable Known[ROWS * PLACES];

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

    private static Known known(byte[] bytes, int from, int end) {
        int first = ((int) Hash64.of(bytes, from, end - from) & (ROWS - 1)) * PLACES;
        Known front = KNOWN[first];
        if (front != null && front.is(bytes, from, end)) {
            return front;
        }
        return behind(first, bytes, from, end);
    }

    private static Known behind(int first, byte[] bytes, int from, int end) {
        int place = first + 1;
        @Nullable Known found = null;
        while (found == null && place < first + PLACES) {
            Known there = KNOWN[place];
            if (there != null && there.is(bytes, from, end)) {
                found = there;
            } else {
                place++;
            }
        }
        int freed = Math.min(place, first + PLACES - 1);
        Known now = found == null ? find(Arrays.copyOfRange(bytes, from, end)) : found;
        System.arraycopy(KNOWN, first, KNOWN, first + 1, freed - first);
        KNOWN[first] = now;
        return now;
    }

    private static Known find(byte[] agent) {
        return new Known(agent, BotPatterns.matches(RequestLine.text(agent, 0, agent.length)));
    }
}
