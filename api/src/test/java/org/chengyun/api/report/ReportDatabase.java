package org.chengyun.api.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.stack.HomeInUseException;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;

/** A database of its own on the real server, with all migrations. */
public class ReportDatabase implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            var database = stack().createDatabase("reports_test");
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .load()
                    .migrate();
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                    "quarkus.datasource.username", database.user(),
                    "quarkus.datasource.password", database.password());
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("no database to test reports with", e);
        }
    }

    @Override
    public void stop() {}

    /** Each test profile has a class loader and so a {@code LocalStack} of its own; the second finds the first's servers. */
    private static LocalStack stack() throws IOException {
        try {
            return LocalStack.shared(Part.DATABASE);
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof HomeInUseException) {
                return LocalStack.connect(new StackHome(Path.of("target", "test-stack")));
            }
            throw e;
        }
    }
}
