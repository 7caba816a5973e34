package org.chengyun.api.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.asof.KnownThen;
import org.chengyun.api.catalogue.DefinedMetric;
import org.chengyun.api.catalogue.Metrics;
import org.chengyun.api.kept.NotKept;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.DatasetState;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.TrustSum;
import org.chengyun.api.window.Cursor;
import org.chengyun.api.window.Page;
import org.chengyun.api.window.Position;
import org.chengyun.api.window.SeriesFilter;
import org.chengyun.datasets.catalogue.Keep.Kind;

/** Sessions of metrics, within what the snapshot's reader may see. Thread-safe. */
@ApplicationScoped
public class Sessions {
    private final Metrics metrics;

    Sessions(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * One page of sessions, provisional ones included; as of an earlier moment only those that were final then.
     *
     * @param seesPeople whether the reader may see single people
     * @throws ProblemException {@code people-hidden}
     */
    public SessionAnswer read(Snapshot snapshot, SessionQuery query, boolean seesPeople) {
        DefinedMetric metric = metrics.require(query.metric());
        Duration gap = metric.session();
        if (metric.isOfPeople() && !seesPeople) {
            throw SummaryQuery.hidden(metric);
        }
        query.by().check(metric.metric());
        String question = String.join(
                "\n",
                "sessions",
                metric.definition(),
                query.starts().toString(),
                snapshot.asOf().map(AsOf::toString).orElse(""),
                query.by().question());
        int dimensions = metric.metric().by().size();
        Optional<Position> after = query.cursor().map(cursor -> Position.of(Cursor.read(question, cursor), dimensions));
        List<SeriesSession> read = metric.number().isEmpty()
                ? List.of()
                : reader(snapshot, metric, query).read(query.starts(), after, query.limit() + 1);
        Page<SeriesSession> page = Page.of(
                read,
                query.limit(),
                last -> Cursor.write(question, new Position(last.start(), last.dimensions()).texts()));
        return answer(snapshot, metric, gap, query, page);
    }

    private static SessionReader reader(Snapshot snapshot, DefinedMetric metric, SessionQuery query) {
        var filter = SeriesFilter.of(metric.metric(), query.by().values(), snapshot.scope());
        return new SessionReader(snapshot, metric, filter);
    }

    private static SessionAnswer answer(
            Snapshot snapshot, DefinedMetric metric, Duration gap, SessionQuery query, Page<SeriesSession> page) {
        DatasetState state = snapshot.state(metric.dataset());
        NotKept notKept = NotKept.of(snapshot, metric.dataset(), Kind.SESSIONS, query.starts());
        // Where nothing on time can begin any more, it is final that there is nothing; unless it may have been removed.
        Finality ofNone =
                notKept == null ? Finality.of(state.isClosed(query.starts().end()), 0) : Finality.PROVISIONAL;
        var trust = new TrustSum(metric, state, ofNone);
        List<SessionRow> rows = new ArrayList<>();
        for (SeriesSession session : page.rows()) {
            Instant end = session.last().plus(gap);
            // A revised session that is open again may still grow.
            Finality finality = state.isClosed(end) ? Finality.of(true, session.revision()) : Finality.PROVISIONAL;
            trust.add(finality, null, session.late(), session.revision());
            rows.add(SessionRow.of(metric.metric(), session, end, finality));
        }
        return new SessionAnswer(
                metric.metric().id(),
                metric.definition(),
                metric.metric().unit(),
                metric.metric().sessionName().orElseThrow(),
                metric.metric().by(),
                trust.trust(),
                rows,
                KnownThen.of(snapshot, metric.dataset()),
                notKept,
                page.next(),
                metric.isOfPeople());
    }
}
