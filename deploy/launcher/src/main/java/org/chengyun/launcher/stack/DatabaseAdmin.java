package org.chengyun.launcher.stack;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.software.DatabaseKind;

/** What only the database's superuser may do: roles, databases, the extension. Thread-safe. */
final class DatabaseAdmin {
    static final String APPLICATION_DATABASE = "chengyun";
    static final String SUPERUSER = "postgres";
    private static final String APPLICATION_USER = "chengyun";
    private static final String WRONG_PASSWORD = "28P01";

    private final Ports ports;
    private final Secrets secrets;

    DatabaseAdmin(Ports ports, Secrets secrets) {
        this.ports = ports;
        this.secrets = secrets;
    }

    /** The database {@code name} as the application's user. */
    DatabaseAccess access(String name) {
        return new DatabaseAccess(url(name), APPLICATION_USER, secrets.get(Secret.DATABASE_PASSWORD));
    }

    /**
     * Whether the server takes connections.
     *
     * @throws IllegalStateException if it refuses our password, which no waiting will mend
     */
    boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            if (WRONG_PASSWORD.equals(notYet.getSQLState())) {
                throw new IllegalStateException(
                        "the database refuses the password in this home's file 'secrets':"
                                + " put that file back, or remove the database with it",
                        notYet);
            }
            return false;
        }
    }

    /** The user and its password as our secrets have it, and a database that it owns. */
    void ensure(String database, String user, Secret password, boolean withExtension) throws SQLException {
        try (Connection connection = connect("postgres")) {
            if (!exists(connection, "pg_roles", "rolname", user)) {
                execute(connection, "create role %s login".formatted(name(user)));
            }
            execute(connection, "alter role %s login password '%s'".formatted(name(user), secrets.get(password)));
            if (!exists(connection, "pg_database", "datname", database)) {
                execute(connection, "create database %s owner %s".formatted(name(database), name(user)));
            }
        }
        if (withExtension) {
            createExtension(database);
        }
    }

    /** A new, empty database of the application's user; an old one of that name is dropped. */
    DatabaseAccess createFresh(String database, DatabaseKind kind) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "drop database if exists %s with (force)".formatted(name(database)));
            execute(connection, "create database %s owner %s".formatted(name(database), name(APPLICATION_USER)));
        }
        if (kind == DatabaseKind.TIMESCALEDB) {
            createExtension(database);
        }
        return access(database);
    }

    void drop(String database) throws SQLException {
        try (Connection connection = connect("postgres")) {
            execute(connection, "drop database if exists %s with (force)".formatted(name(database)));
        }
    }

    void ensureApplication(DatabaseKind kind) throws SQLException {
        ensure(APPLICATION_DATABASE, APPLICATION_USER, Secret.DATABASE_PASSWORD, kind == DatabaseKind.TIMESCALEDB);
    }

    private void createExtension(String database) throws SQLException {
        try (Connection connection = connect(database)) {
            execute(connection, "create extension if not exists timescaledb");
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(ports.get(Port.DATABASE), database);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database) + "?connectTimeout=5&socketTimeout=60&ApplicationName=chengyun-launcher",
                SUPERUSER,
                secrets.get(Secret.DATABASE_ADMIN_PASSWORD));
    }

    private static boolean exists(Connection connection, String table, String column, String value)
            throws SQLException {
        try (var query = connection.prepareStatement("select 1 from %s where %s = ?".formatted(table, column))) {
            query.setString(1, value);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Names take no parameters in SQL; ours are plain, and anything else is a mistake. */
    private static String name(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("a database or user is named a-z, 0-9 and _ only, not '" + name + "'");
        }
        return name;
    }
}
