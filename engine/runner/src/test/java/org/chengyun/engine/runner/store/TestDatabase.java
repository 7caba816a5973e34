package org.chengyun.engine.runner.store;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;

/** Fresh databases with the migrations applied. */
public final class TestDatabase {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private TestDatabase() {}

    /** On the stack of the test run. */
    public static Database fresh() throws SQLException, IOException {
        return fresh(LocalStack.shared(Part.DATABASE));
    }

    public static Database fresh(LocalStack stack) throws SQLException, IOException {
        DatabaseAccess access = freshAccess(stack);
        return () -> DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }

    /** For another process. */
    public static DatabaseAccess freshAccess(LocalStack stack) throws SQLException, IOException {
        String name = "engine_test_%d_%d".formatted(ProcessHandle.current().pid(), COUNTER.incrementAndGet());
        DatabaseAccess access = stack.createDatabase(name);
        Flyway.configure()
                .dataSource(access.jdbcUrl(), access.user(), access.password())
                .load()
                .migrate();
        return access;
    }
}
