package org.chengyun.api.problem;

import java.sql.SQLException;
import java.util.Optional;

/** Tells outside trouble with the database from a bug in a query. */
final class DatabaseTrouble {
    private DatabaseTrouble() {}

    static Optional<ProblemCode> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return Optional.empty();
    }

    private static Optional<ProblemCode> of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            // The pool gives no state when it has waited in vain for a connection.
            return Optional.of(ProblemCode.DATABASE_UNAVAILABLE);
        }
        if (state.equals("57014")) {
            return Optional.of(ProblemCode.READ_TOO_LONG);
        }
        // 08 connection, 53 out of resources, 57P shutting down or starting
        boolean unavailable = state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
        return unavailable ? Optional.of(ProblemCode.DATABASE_UNAVAILABLE) : Optional.empty();
    }

    static String advice(ProblemCode code) {
        return code == ProblemCode.READ_TOO_LONG
                ? "Ask for a shorter time range or fewer rows at once (limit)."
                : "The numbers cannot be read at the moment; try again in a few seconds.";
    }
}
