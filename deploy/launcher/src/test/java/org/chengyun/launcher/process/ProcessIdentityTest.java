package org.chengyun.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {
    @Test
    void shouldKnowItself() {
        ProcessIdentity self = ProcessIdentity.current();
        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessIdentity.parse(self.toString())).contains(self);
    }

    @Test
    void shouldNotTakeAnotherProcessWithTheSameNumberForItself() {
        assertThat(new ProcessIdentity(ProcessHandle.current().pid(), "born another day").isAlive())
                .isFalse();
    }

    @Test
    void shouldSeeThatAProcessWasKilled() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void shouldCountAZombieAsDead() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "zombies are told apart on Linux only");
        // The shell starts a child and becomes a sleep that never asks for the child's end.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & exec sleep 60").start();
        try {
            waitUntil(() -> parent.children().findAny().isPresent());
            long child = parent.children().findFirst().orElseThrow().pid();
            waitUntil(() -> state(child) == 'Z');
            assertThat(ProcessIdentity.of(child)).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "x y", "-3 birth", "0 birth", "99999999999999999999 birth"})
    void shouldReadNothingOutOfADamagedPidFile(String text) {
        assertThat(ProcessIdentity.parse(text)).isEmpty();
    }

    private static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            throw new IllegalStateException("the zombie was reaped", gone);
        }
    }

    private static void waitUntil(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("20 s are over").isLessThan(deadlineNs);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
