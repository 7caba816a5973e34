package org.chengyun.api.asof;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.AsOf;
import org.chengyun.api.snapshot.ReadFailed;
import org.chengyun.api.snapshot.Snapshot;
import org.chengyun.api.snapshot.Times;
import org.jspecify.annotations.Nullable;

/** Reads the parameter {@code asOf}. */
public final class AsOfView {
    private static final String NEWEST = "select max(cut) as cut, now() as now from cut";

    private AsOfView() {}

    /**
     * A cut, a time, or {@code latest}; empty if nothing earlier is asked for.
     *
     * @throws ProblemException {@code as-of-malformed}
     */
    public static Optional<AsOf> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        if (text.equals("latest")) {
            return Optional.of(new AsOf.Latest());
        }
        try {
            return Optional.of(
                    text.matches("\\d{1,18}")
                            ? new AsOf.Cut(Long.parseLong(text))
                            : new AsOf.Time(OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            throw new ProblemException(
                    ProblemCode.AS_OF_MALFORMED,
                    "'asOf' must be the number of a cut, an ISO 8601 time with offset such as 2026-11-21T08:00:00Z, or latest; got '%s'."
                            .formatted(text));
        }
    }

    /**
     * The snapshot as it would have been then.
     *
     * @throws ProblemException {@code as-of-ahead} if that is still to come
     */
    public static Snapshot of(Snapshot snapshot, Optional<AsOf> asOf) {
        asOf.ifPresent(moment -> refuseTheFuture(snapshot, moment));
        return asOf.map(snapshot::asOf).orElse(snapshot);
    }

    private static void refuseTheFuture(Snapshot snapshot, AsOf asOf) {
        try (var statement = snapshot.connection().prepareStatement(NEWEST);
                var row = statement.executeQuery()) {
            row.next();
            long newest = row.getLong("cut");
            Instant now = Times.instant(row, "now");
            boolean ahead = switch (asOf) {
                case AsOf.Latest() -> false;
                case AsOf.Cut(long cut) -> cut > newest;
                case AsOf.Time(Instant time) -> time.isAfter(now);
            };
            if (ahead) {
                throw new ProblemException(
                        ProblemCode.AS_OF_AHEAD,
                        "What will be known then nobody knows yet; the newest cut is %d, and it is %s."
                                .formatted(newest, now));
            }
        } catch (SQLException e) {
            throw new ReadFailed("the newest cut", e);
        }
    }
}
