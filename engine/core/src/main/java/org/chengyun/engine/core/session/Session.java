package org.chengyun.engine.core.session;

import org.chengyun.engine.core.aggregate.Moments;

/**
 * Observations of one series of which each lies less than the gap behind the one before. Times are epoch ms. Immutable.
 *
 * @param startMs event time of the first
 * @param lastMs event time of the last
 * @param late how many came after the watermark had passed them
 * @param revision how often it changed after it, or a session that went into it, was final
 */
public record Session(long startMs, long lastMs, Moments moments, long late, int revision) {
    public Session {
        if (lastMs < startMs) {
            throw new IllegalArgumentException("a session from %d to %d ms".formatted(startMs, lastMs));
        }
    }

    /** Both as one; the revision is the higher. */
    public Session merge(Session that) {
        return new Session(
                Math.min(startMs, that.startMs),
                Math.max(lastMs, that.lastMs),
                moments.merge(that.moments),
                late + that.late,
                Math.max(revision, that.revision));
    }

    Session revised() {
        return new Session(startMs, lastMs, moments, late, revision + 1);
    }
}
