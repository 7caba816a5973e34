package org.chengyun.engine.core.session;

import java.util.List;

/**
 * What new observations made of the sessions of a series. Immutable.
 *
 * @param before the stored sessions that went into it, by time; empty if it is new
 * @param after what they became
 * @param events observations that came new
 * @param isCorrection whether readers were told before that nothing would change here: the sessions, or the lack of them,
 *     had been final
 */
public record SessionChange(List<Session> before, Session after, long events, boolean isCorrection) {
    public SessionChange {
        before = List.copyOf(before);
    }
}
