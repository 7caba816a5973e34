package org.chengyun.engine.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.chengyun.engine.bench.measure.ProcessTree;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.stack.DatabaseAccess;
import org.chengyun.launcher.stack.HomeInUseException;
import org.chengyun.launcher.stack.LocalStack;
import org.chengyun.launcher.stack.Part;
import org.chengyun.launcher.stack.PartFailedException;
import org.chengyun.launcher.stack.StackPlan;
import org.flywaydb.core.Flyway;

/** Kafka and the database of the races, in a home of their own: loaded topics stay for the next race. */
public final class BenchStack implements AutoCloseable {
    private final LocalStack stack;
    private final ProcessTree kafka;
    private final ProcessTree database;
    private String tableSql = "";

    private BenchStack(LocalStack stack, ProcessTree kafka, ProcessTree database) {
        this.stack = stack;
        this.kafka = kafka;
        this.database = database;
    }

    /** @throws IOException if it does not start; the message says why */
    public static BenchStack start(Consumer<String> progress) throws IOException {
        return start(StackHome.ofUser().folder().resolve("bench"), progress);
    }

    /** In a home of the caller's. */
    public static BenchStack start(Path folder, Consumer<String> progress) throws IOException {
        var home = new StackHome(folder);
        try {
            LocalStack.endOrphans(home, progress::accept);
            LocalStack stack =
                    LocalStack.start(StackPlan.forTests(home, Set.of(Part.KAFKA, Part.DATABASE)), progress::accept);
            var parts = StackState.readRunning(home).orElseThrow().parts();
            return new BenchStack(
                    stack,
                    new ProcessTree(Objects.requireNonNull(parts.get("kafka")).pid()),
                    new ProcessTree(
                            Objects.requireNonNull(parts.get("database")).pid()));
        } catch (HomeInUseException | PartFailedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    public String kafkaBootstrap() {
        return stack.kafkaBootstrap();
    }

    public double kafkaCpuSeconds() {
        return kafka.cpuSeconds();
    }

    public double databaseCpuSeconds() {
        return database.cpuSeconds();
    }

    /** On how many processors Kafka and the database run; 0 for all. */
    void limitTo(int cores) throws IOException, InterruptedException {
        String processors = processors(cores == 0 ? Runtime.getRuntime().availableProcessors() : cores);
        kafka.runOn(processors);
        database.runOn(processors);
    }

    /** As {@code taskset} takes them. */
    static String processors(int cores) {
        return cores == 1 ? "0" : "0-" + (cores - 1);
    }

    /** A new, empty database; dropping the one before it also makes the server write what it still held back. */
    public DatabaseAccess freshDatabase() throws SQLException, IOException {
        return stack.createDatabase("race");
    }

    /** A statement on the engine's tables, for each new database; empty for none. */
    void tableSql(String sql) {
        tableSql = sql;
    }

    /** A new database with the engine's tables. */
    public DatabaseAccess migratedDatabase() throws SQLException, IOException {
        DatabaseAccess database = freshDatabase();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .load()
                .migrate();
        if (!tableSql.isEmpty()) {
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute(tableSql);
            }
        }
        return database;
    }

    /** Kills a part, as kill -9 does. */
    public void kill(Part part) {
        stack.kill(part);
    }

    public void restart(Part part) throws PartFailedException {
        stack.start(part);
    }

    public static Connection connect(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password());
    }

    public Path log(String name) {
        return stack.home().logOf(name);
    }

    /** A folder that stays for the next race; it may not be there yet. */
    Path folder(String name) {
        return stack.home().folder().resolve(name);
    }

    /** Where results are kept. */
    public Path results() throws IOException {
        return Files.createDirectories(folder("results"));
    }

    @Override
    public void close() {
        stack.close();
    }
}
