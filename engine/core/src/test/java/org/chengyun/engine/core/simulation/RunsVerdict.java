package org.chengyun.engine.core.simulation;

import java.util.NavigableMap;
import java.util.Objects;
import org.chengyun.engine.core.aggregate.Moments;
import org.chengyun.engine.core.session.Session;

/** Compares the tables of sessions with the truth. */
final class RunsVerdict {
    private RunsVerdict() {}

    static void on(Runs found, TrueRuns truth) {
        var expected = truth.rows();
        Verdict.require(
                found.rows.keySet().equals(expected.keySet()),
                "sessions of %s, in truth of %s",
                found.rows.keySet(),
                expected.keySet());
        found.rows.forEach((key, rows) -> {
            NavigableMap<Long, TrueRuns.Run> runs = Objects.requireNonNull(expected.get(key));
            Verdict.require(
                    rows.keySet().equals(runs.keySet()),
                    "%s: sessions begin at %s, in truth at %s",
                    key,
                    rows.keySet(),
                    runs.keySet());
            rows.forEach((startMs, row) -> {
                TrueRuns.Run run = Objects.requireNonNull(runs.get(startMs));
                Verdict.require(isSame(key, startMs, row, run), "%s at %d: %s, in truth %s", key, startMs, row, run);
            });
        });
        Verdict.require(
                found.revisions.equals(truth.revisions()),
                "revisions of sessions: %s, in truth %s",
                found.revisions,
                truth.revisions());
    }

    private static boolean isSame(Runs.Key key, long startMs, Runs.Row row, TrueRuns.Run run) {
        Session session = row.session();
        Moments moments = session.moments();
        var stat = new Stat(moments.n(), moments.sum(), moments.mean(), moments.m2(), moments.min(), moments.max());
        return session.startMs() == startMs
                && session.lastMs() == run.lastMs()
                && session.late() == run.late()
                && session.revision() == run.revision()
                && row.cut() == run.cut()
                && Verdict.matches(key.metric(), stat, run.sums());
    }
}
