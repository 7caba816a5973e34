package org.chengyun.engine.bench.contest;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that all contestants but Chengyun write; it has its own. */
public final class ResultTables {
    private static final String STATS = """
            create table %s (
              key          text             not null,
              window_start timestamptz      not null,
              n            bigint           not null,
              mean         double precision not null,
              variance     double precision,
              min          double precision not null,
              max          double precision not null,
              primary key (key, window_start)
            )
            """;
    private static final String TOPS = """
            create table %s (
              window_start timestamptz      not null,
              rank         int              not null,
              key          text             not null,
              score        double precision not null,
              primary key (window_start, rank)
            )
            """;
    private static final String VIEWS = """
            create table q4 (
              key          text             not null,
              window_start timestamptz      not null,
              n            bigint           not null,
              mean         double precision not null,
              variance     double precision,
              min          double precision not null,
              max          double precision not null,
              c2xx         bigint           not null,
              c3xx         bigint           not null,
              c4xx         bigint           not null,
              c5xx         bigint           not null,
              primary key (key, window_start)
            )
            """;

    private ResultTables() {}

    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(STATS.formatted("q1"));
            statement.execute(STATS.formatted("q2"));
            statement.execute(TOPS.formatted("q3"));
            statement.execute(VIEWS);
            statement.execute(TOPS.formatted("q5"));
        }
    }
}
