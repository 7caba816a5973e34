package org.chengyun.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.process.Orphans;
import org.chengyun.launcher.process.ProcessIdentity;
import org.junit.jupiter.api.Test;

/** What {@code kill -9} of the launcher, and of a part, leaves behind. */
class KilledLauncherTest {
    private static final StackHome HOME = new StackHome(Path.of("target", "stack-of-a-killed-launcher"));

    @Test
    void shouldStartAgainAfterALauncherThatWasKilled() throws Exception {
        // Given
        Process launcher = launch();
        DatabaseAccess before = LocalStack.connect(HOME).createDatabase("before_the_kill");
        launcher.destroyForcibly().waitFor();
        Collection<ProcessIdentity> orphans =
                Orphans.find(HOME.pids(), HOME.mark()).values();
        assertThat(orphans).as("Kafka and the database outlive their launcher").hasSize(2);
        // When
        try (LocalStack again = LocalStack.start(HOME.folder(), Set.of(Part.KAFKA, Part.DATABASE))) {
            // Then
            assertThat(orphans).noneMatch(ProcessIdentity::isAlive);
            assertThat(again.database().jdbcUrl()).startsWith(before.jdbcUrl().replaceFirst("/[^/]*$", ""));
            try (var connection = DriverManager.getConnection(before.jdbcUrl(), before.user(), before.password())) {
                assertThat(connection.isValid(5)).isTrue();
            }
            assertThat(KafkaProbe.hasBroker(Ports.last(HOME).get(Port.KAFKA))).isTrue();
        }
        assertThat(Orphans.find(HOME.pids(), HOME.mark())).isEmpty();
    }

    @Test
    void shouldStartAKilledPartAgainWhenSupervised() throws Exception {
        // Given
        StackHome home = new StackHome(Path.of("target", "stack-supervised"));
        StackPlan plan = new StackPlan(
                home, "test", Set.of(Part.DATABASE), false, true, ZoneId.of("Asia/Shanghai"), SimulatorPlan.USUAL);
        try (LocalStack stack = LocalStack.start(plan, line -> System.out.println("[stack] " + line))) {
            long first = pidOfDatabase(home);
            // When
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            // Then
            waitUntil(() -> pidOfDatabase(home) != first && running(home));
            try (var connection = DriverManager.getConnection(
                    stack.database().jdbcUrl(),
                    stack.database().user(),
                    stack.database().password())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    private static Process launch() throws IOException {
        Process launcher = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dchengyun.root=" + System.getProperty("chengyun.root", ""),
                        "-Dmaven.home=" + System.getProperty("maven.home", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StackHolder.class.getName(),
                        HOME.folder().toString()))
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            System.out.println(line);
            if (line.equals("HOLDING")) {
                return launcher;
            }
        }
        throw new IllegalStateException("the launcher ended before its stack was ready");
    }

    private static long pidOfDatabase(StackHome home) {
        return database(home).pid();
    }

    private static boolean running(StackHome home) {
        return database(home).state().equals("running");
    }

    private static StackState.PartState database(StackHome home) {
        try {
            StackState.PartState state =
                    StackState.read(home).orElseThrow().parts().get("database");
            assertThat(state).isNotNull();
            return state;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitUntil(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(deadlineNs);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
