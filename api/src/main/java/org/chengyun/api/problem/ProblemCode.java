package org.chengyun.api.problem;

import java.net.URI;
import java.util.Locale;

/** Everything that can go wrong for a caller. Codes are part of the interface: never renamed, never reused. */
public enum ProblemCode {
    METRIC_UNKNOWN(404, "No such metric"),
    DATASET_UNKNOWN(404, "No such dataset"),
    FEED_UNKNOWN(404, "No such feed"),
    AUDIT_RUNNING(409, "An audit is under way"),
    RANKING_UNKNOWN(404, "The metric has no ranking for this window"),
    SESSIONS_UNKNOWN(404, "The metric has no sessions"),
    REPLAY_UNKNOWN(404, "No such replay"),
    REPLAY_OPEN(409, "The metric is being computed again already"),
    QUARANTINE_REPLAY_OPEN(409, "Records of the dataset are being read again already"),
    QUARANTINE_REPLAY_BEGUN(409, "The replay waits no more"),
    PATH_UNKNOWN(404, "Nothing here"),
    WINDOW_UNKNOWN(400, "The metric has no such window"),
    DIMENSION_UNKNOWN(400, "The metric has no such dimension"),
    FILTER_MALFORMED(400, "A filter cannot be read"),
    TIME_MALFORMED(400, "A time cannot be read"),
    AS_OF_MALFORMED(400, "The moment cannot be read"),
    AS_OF_AHEAD(400, "The moment is still to come"),
    AS_OF_NOT_KEPT(410, "What was known at the moment is no longer kept"),
    RANGE_NOT_KEPT(410, "The numbers of the time are no longer kept"),
    RANGE_EMPTY(400, "The time range is empty"),
    CURSOR_MALFORMED(400, "The cursor does not belong to this question"),
    PARAMETER_INVALID(400, "A parameter is out of range"),
    BODY_MALFORMED(400, "The body cannot be read"),
    TOKEN_MISSING(401, "Sign in first"),
    ROLE_MISSING(403, "Not allowed"),
    PEOPLE_HIDDEN(403, "Single people are shown to administrators only"),
    METHOD_UNKNOWN(405, "The method is not offered here"),
    FORMAT_UNKNOWN(406, "The answer is not offered in that format"),
    MEDIA_TYPE_UNKNOWN(415, "The body is not in a format that is read here"),
    REQUEST_INVALID(400, "The request cannot be answered"),
    READ_TOO_LONG(503, "Reading took too long"),
    DATABASE_UNAVAILABLE(503, "The database does not answer"),
    FAULT(500, "A fault in Chengyun");

    private static final String BASE = "https://chengyun.org/problems/";

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The stable word: {@code metric-unknown}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The same for all problems of this code. */
    public String title() {
        return title;
    }

    URI type() {
        return URI.create(BASE + code());
    }
}
