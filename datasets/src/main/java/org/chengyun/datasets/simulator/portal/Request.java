package org.chengyun.datasets.simulator.portal;

import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Observation;
import org.chengyun.datasets.simulator.truth.Measure;
import org.chengyun.datasets.simulator.truth.TruthBook;

/**
 * A request and its answer.
 *
 * @param service "other" if the path belongs to no service
 * @param query with its question mark; "" if none
 * @param bytes {@link #NO_SIZE} where the server writes '-'
 * @param referer "-" if none
 */
record Request(
        LogTime clock,
        Visitor visitor,
        long eventMs,
        String method,
        String service,
        String path,
        String query,
        int status,
        int bytes,
        String referer)
        implements Observation {
    static final int NO_SIZE = -1;
    /** The service of what belongs to none: the front page, robots looking for weak spots. */
    static final String NO_SERVICE = "other";

    @Override
    public void render(StringBuilder out, Damage damage) {
        out.append(visitor.address()).append(" - ").append(visitor.account()).append(" [");
        switch (damage) {
            case UNREADABLE_TIME -> out.append("00/000/0000:00:00:00 +0000");
            case FUTURE_TIME -> clock.append(out, eventMs + Damage.AHEAD_MS);
            default -> clock.append(out, eventMs);
        }
        out.append("] \"").append(method).append(' ').append(path).append(query).append(" HTTP/1.1\" ");
        out.append(status).append(' ');
        if (bytes == NO_SIZE) {
            out.append('-');
        } else {
            out.append(bytes);
        }
        out.append(" \"")
                .append(referer)
                .append("\" \"")
                .append(visitor.agent())
                .append('"');
    }

    /** Up to the quote that ends the request: no reader can do without it. */
    @Override
    public int vitalLength(String line) {
        return line.indexOf("\" ");
    }

    @Override
    public void recordIn(TruthBook book, Damage damage, boolean repeat) {
        // A log line knows whole seconds only, which changes neither its minute nor its hour.
        book.count(Measure.REQUESTS, "", eventMs, repeat);
        book.count(Measure.REQUESTS_SERVICE, service, eventMs, repeat);
        book.count(Measure.REQUESTS_PATH, path, eventMs, repeat);
        book.count(Measure.REQUESTS_STATUS, String.valueOf(status), eventMs, repeat);
        if (bytes != NO_SIZE) {
            book.add(Measure.BYTES, "", eventMs, bytes, repeat);
        }
        if (status >= 500) {
            book.count(Measure.ERRORS, "", eventMs, repeat);
            book.count(Measure.ERRORS_SERVICE, service, eventMs, repeat);
        }
    }
}
