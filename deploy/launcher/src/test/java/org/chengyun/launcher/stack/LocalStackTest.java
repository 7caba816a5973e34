package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.software.DatabaseKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Starts a real Kafka and a real database, and kills them. */
class LocalStackTest {
    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(Path.of("target", "stack-to-kill"), Set.of(Part.KAFKA, Part.DATABASE));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void shouldKeepCommittedRowsWhenTheDatabaseIsKilled() throws Exception {
        // Given
        DatabaseAccess database = stack.createDatabase("killed");
        execute(database, "create table kept (value int)");
        execute(database, "insert into kept values (42)");
        // When
        stack.kill(Part.DATABASE);
        assertThatThrownBy(() -> connect(database)).isInstanceOf(SQLException.class);
        stack.start(Part.DATABASE);
        // Then
        assertThat(count(database, "select value from kept")).isEqualTo(42);
    }

    @Test
    void shouldServeKafkaAgainOnTheSamePortAfterAKill() throws Exception {
        int port = Ports.last(stack.home()).get(Port.KAFKA);
        // When
        stack.kill(Part.KAFKA);
        boolean whileDead = KafkaProbe.hasBroker(port);
        stack.start(Part.KAFKA);
        // Then
        assertThat(whileDead).isFalse();
        assertThat(KafkaProbe.hasBroker(port)).isTrue();
        assertThat(stack.kafkaBootstrap()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void shouldRefuseAWrongPassword() {
        DatabaseAccess right = stack.database();
        var wrong = new DatabaseAccess(right.jdbcUrl(), right.user(), "guess");
        assertThatThrownBy(() -> connect(wrong)).hasMessageContaining("password authentication failed");
    }

    @Test
    void shouldOfferTimescaleWhereItSaysSo() throws Exception {
        String sql = "select count(*) from pg_extension where extname = 'timescaledb'";
        int expected = stack.databaseKind() == DatabaseKind.TIMESCALEDB ? 1 : 0;
        assertThat(count(stack.database(), sql)).isEqualTo(expected);
    }

    @Test
    void shouldSayWhoUsesAHome() {
        assertThatThrownBy(() -> LocalStack.start(stack.home().folder(), Set.of(Part.KAFKA)))
                .isInstanceOf(HomeInUseException.class)
                .hasMessageContaining(stack.home().folder().toString());
    }

    @Test
    void shouldNotLetASharedStackBeKilled() throws IOException {
        LocalStack connected = LocalStack.connect(stack.home());
        assertThat(connected.kafkaBootstrap()).isEqualTo(stack.kafkaBootstrap());
        assertThatThrownBy(() -> connected.kill(Part.KAFKA)).hasMessageContaining("private");
    }

    private static Connection connect(DatabaseAccess database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static void execute(DatabaseAccess database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(DatabaseAccess database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
