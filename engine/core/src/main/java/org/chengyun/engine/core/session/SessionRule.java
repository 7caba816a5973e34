package org.chengyun.engine.core.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chengyun.engine.core.time.PartitionProgress;

/**
 * What is one session. The sessions of a series depend on its observations alone, not on the order or the batches that
 * they come in: those are one session that lie less than the gap apart, directly or by way of others. Pure and immutable.
 *
 * @param gapMs more than 0
 */
public record SessionRule(long gapMs) {
    private static final Comparator<Part> BY_START =
            Comparator.comparingLong(part -> part.session().startMs());

    public SessionRule {
        if (gapMs <= 0) {
            throw new IllegalArgumentException("a gap of %d ms".formatted(gapMs));
        }
    }

    private record Part(Session session, boolean isStored) {}

    /** An observation at or after it begins another session. */
    public long endMs(Session session) {
        return session.lastMs() + gapMs;
    }

    /** Whether no observation that is on time can change it. */
    public boolean isFinal(Session session, long watermarkMs) {
        return watermarkMs != PartitionProgress.NONE && endMs(session) <= watermarkMs;
    }

    /**
     * Adds new sessions of a series to the stored ones.
     *
     * @param stored at least those that lie less than the gap from a new one; in any order
     * @param fresh in any order; they may overlap
     * @param watermarkMs up to where sessions are final, or {@link PartitionProgress#NONE}
     * @return the sessions that changed, by time
     */
    public List<SessionChange> merge(List<Session> stored, List<Session> fresh, long watermarkMs) {
        List<Part> parts = new ArrayList<>(stored.size() + fresh.size());
        stored.forEach(session -> parts.add(new Part(session, true)));
        fresh.forEach(session -> parts.add(new Part(session, false)));
        parts.sort(BY_START);
        List<SessionChange> changes = new ArrayList<>();
        for (int from = 0; from < parts.size(); ) {
            Session merged = parts.get(from).session;
            int to = from + 1;
            while (to < parts.size() && parts.get(to).session.startMs() < endMs(merged)) {
                merged = merged.merge(parts.get(to++).session);
            }
            if (parts.subList(from, to).stream().anyMatch(part -> !part.isStored)) {
                changes.add(change(parts.subList(from, to), merged, watermarkMs));
            }
            from = to;
        }
        return changes;
    }

    private SessionChange change(List<Part> parts, Session merged, long watermarkMs) {
        List<Session> before =
                parts.stream().filter(Part::isStored).map(Part::session).toList();
        long events = merged.moments().n()
                - before.stream().mapToLong(session -> session.moments().n()).sum();
        boolean isCorrection =
                isFinal(merged, watermarkMs) || before.stream().anyMatch(session -> isFinal(session, watermarkMs));
        return new SessionChange(before, isCorrection ? merged.revised() : merged, events, isCorrection);
    }
}
