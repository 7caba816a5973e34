package org.chengyun.engine.runner.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** Fresh databases with the migrations applied, on the stack of the test run. */
public final class TestDatabase {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabase() {}

    public static Database fresh() throws SQLException {
        String name = "engine_test_%d_%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
        String server = "jdbc:postgresql://127.0.0.1:25999/";
        try (Connection admin = DriverManager.getConnection(server + "metrics?user=postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("create database " + name);
        }
        String url = server + name + "?user=postgres";
        try (Connection own = DriverManager.getConnection(url);
                Statement statement = own.createStatement()) {
            statement.execute("create extension if not exists timescaledb");
        }
        Flyway.configure().dataSource(url, "postgres", "").load().migrate();
        return () -> DriverManager.getConnection(url);
    }
}
