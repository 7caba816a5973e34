package org.chengyun.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatabaseTroubleTest {
    @Test
    void shouldTellTroubleFromBugs() {
        assertThat(DatabaseTrouble.of(wrapped("57014"))).contains(ProblemCode.READ_TOO_LONG);
        assertThat(DatabaseTrouble.of(wrapped("08006"))).contains(ProblemCode.DATABASE_UNAVAILABLE);
        assertThat(DatabaseTrouble.of(wrapped("57P01"))).contains(ProblemCode.DATABASE_UNAVAILABLE);
        assertThat(DatabaseTrouble.of(new SQLException("acquisition timeout")))
                .contains(ProblemCode.DATABASE_UNAVAILABLE);
        assertThat(DatabaseTrouble.of(wrapped("42703"))).isEmpty();
        assertThat(DatabaseTrouble.of(new IllegalStateException())).isEmpty();
    }

    private static Exception wrapped(String state) {
        return new IllegalStateException(new SQLException("x", state));
    }

    /** Callers program against these words: a code may be added, never renamed. */
    @Test
    void shouldKeepTheCodes() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code))
                .containsAll(Set.of(
                        "metric-unknown",
                        "ranking-unknown",
                        "path-unknown",
                        "window-unknown",
                        "dimension-unknown",
                        "filter-malformed",
                        "time-malformed",
                        "range-empty",
                        "cursor-malformed",
                        "parameter-invalid",
                        "body-malformed",
                        "token-missing",
                        "role-missing",
                        "method-unknown",
                        "format-unknown",
                        "media-type-unknown",
                        "request-invalid",
                        "read-too-long",
                        "database-unavailable",
                        "fault"));
    }
}
