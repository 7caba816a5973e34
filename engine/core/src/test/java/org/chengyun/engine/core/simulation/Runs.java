package org.chengyun.engine.core.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.chengyun.engine.core.session.Session;
import org.chengyun.engine.core.session.SessionChange;
import org.chengyun.engine.core.session.SessionRule;

/** The tables {@code session_window} and {@code session_revision}, and what the engine's SQL does to them. */
final class Runs {
    /** Of each series, by start. */
    final Map<Key, NavigableMap<Long, Row>> rows = new HashMap<>();

    final Map<Key, List<Revision>> revisions = new HashMap<>();
    /** How often stored sessions became one. */
    long bridges;

    private final Bug bug;

    /** @param series the dimensions' values, joined */
    record Key(int metric, String series) {}

    record Row(Session session, long cut) {}

    /** @param old how many observations each of the sessions had that went into it, by time */
    record Revision(long startMs, int number, long cut, long events, long n, List<Long> old) {}

    Runs(Bug bug) {
        this.bug = bug;
    }

    /** @param closedMs sessions that end at or before it are final */
    void merge(List<Prepared.Run> fresh, long closedMs, long cut) {
        Map<Key, List<Session>> bySeries = new HashMap<>();
        fresh.forEach(run ->
                bySeries.computeIfAbsent(run.key(), k -> new ArrayList<>()).add(run.session()));
        bySeries.forEach((key, sessions) -> merge(key, sessions, closedMs, cut));
    }

    private void merge(Key key, List<Session> fresh, long closedMs, long cut) {
        var rule = new SessionRule(Probe.GAP_MS);
        NavigableMap<Long, Row> stored = rows.computeIfAbsent(key, k -> new TreeMap<>());
        for (SessionChange change : rule.merge(near(stored, fresh), fresh, closedMs)) {
            Session after = change.after();
            bridges += change.before().size() > 1 ? 1 : 0;
            change.before().forEach(old -> stored.remove(old.startMs()));
            stored.put(after.startMs(), new Row(after, cut));
            if (change.isCorrection()) {
                List<Long> old =
                        change.before().stream().map(one -> one.moments().n()).toList();
                revisions
                        .computeIfAbsent(key, k -> new ArrayList<>())
                        .add(new Revision(
                                after.startMs(),
                                after.revision(),
                                cut,
                                change.events(),
                                after.moments().n(),
                                old));
            }
        }
    }

    /** What the SQL reads: the last session that begins before the reach of a new one, and those that begin in it. */
    private List<Session> near(NavigableMap<Long, Row> stored, List<Session> fresh) {
        NavigableMap<Long, Session> near = new TreeMap<>();
        for (Session one : fresh) {
            long sinceMs = one.startMs() - Probe.GAP_MS;
            Map.Entry<Long, Row> before = stored.floorEntry(sinceMs);
            if (before != null && before.getValue().session().lastMs() > sinceMs) {
                near.put(before.getKey(), before.getValue().session());
            }
            long untilMs = bug == Bug.NO_BRIDGE ? one.startMs() : one.lastMs() + Probe.GAP_MS;
            stored.subMap(sinceMs, false, untilMs, false).forEach((startMs, row) -> near.put(startMs, row.session()));
        }
        return List.copyOf(near.values());
    }
}
