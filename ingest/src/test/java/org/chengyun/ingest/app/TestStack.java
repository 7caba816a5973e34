package org.chengyun.ingest.app;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** A broker and a database for the application under test, with nothing in them. */
public final class TestStack implements QuarkusTestResourceLifecycleManager {
    private static @Nullable LocalStack stack;

    /** That of the application under test. */
    static LocalStack running() {
        LocalStack started = stack;
        if (started == null) {
            throw new IllegalStateException("no stack was started");
        }
        return started;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path home = Files.createTempDirectory("chengyun-ingest-test");
            LocalStack started = LocalStack.start(
                    Files.createTempDirectory(Path.of("target"), "ingest-http-stack"),
                    Set.of(Part.KAFKA, Part.DATABASE));
            stack = started;
            DatabaseAccess database = started.createDatabase("ingest_http");
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .load()
                    .migrate();
            return Map.of(
                    "chengyun.home", home.toString(),
                    "chengyun.kafka", started.kafkaBootstrap(),
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                    "quarkus.datasource.username", database.user(),
                    "quarkus.datasource.password", database.password());
        } catch (Exception e) {
            throw new IllegalStateException("no stack for the test: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        LocalStack started = stack;
        if (started != null) {
            started.close();
        }
    }
}
