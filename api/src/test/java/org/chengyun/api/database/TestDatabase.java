package org.chengyun.api.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;

/** A database of its own on the real server, with the migrations applied. */
public record TestDatabase(String url, String user, String password) {
    private static final String STACK = "chengyun.test.stack";

    /** A fresh one of that name. */
    public static TestDatabase create(String name) {
        try {
            DatabaseAccess access = stack().createDatabase(name);
            Flyway.configure()
                    .dataSource(access.jdbcUrl(), access.user(), access.password())
                    .load()
                    .migrate();
            return new TestDatabase(access.jdbcUrl(), access.user(), access.password());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("no database to test with", e);
        }
    }

    /** Quarkus loads this class once more for its own tests; both must find the one stack. */
    private static synchronized LocalStack stack() throws IOException {
        String known = System.getProperty(STACK);
        if (known != null) {
            return LocalStack.connect(new StackHome(Path.of(known)));
        }
        LocalStack stack = LocalStack.shared(Part.DATABASE);
        System.setProperty(STACK, stack.home().folder().toAbsolutePath().toString());
        return stack;
    }

    /** Autocommitting, in UTC as everywhere. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
