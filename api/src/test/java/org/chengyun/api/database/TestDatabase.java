package org.chengyun.api.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;

/** A database of its own on the real server, with the migrations applied. */
public record TestDatabase(String url, String user, String password) {
    /** A fresh one of that name. */
    public static TestDatabase create(String name) {
        try {
            var server = server();
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                statement.execute("drop database if exists " + name + " with (force)");
                statement.execute("create database " + name);
            }
            var database = new TestDatabase(
                    server.url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name),
                    server.user,
                    server.password);
            database.migrate();
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("no database to test with", e);
        }
    }

    private static TestDatabase server() {
        String url = Optional.ofNullable(System.getenv("CHENGYUN_TEST_DB_URL")).orElseThrow();
        return new TestDatabase(url, "postgres", "");
    }

    private void migrate() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                      if exists (select from pg_available_extensions where name = 'timescaledb') then
                        create extension if not exists timescaledb;
                      end if;
                    end $$
                    """);
        }
        Flyway.configure().dataSource(url, user, password).load().migrate();
    }

    /** Autocommitting, in UTC as everywhere. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
