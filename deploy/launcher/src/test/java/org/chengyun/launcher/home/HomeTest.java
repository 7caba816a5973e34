package org.chengyun.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.chengyun.launcher.process.ProcessIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    private StackHome home = new StackHome(Path.of("x"));

    @BeforeEach
    void create() throws Exception {
        home = new StackHome(folder.resolve("home"));
        home.create();
    }

    @Test
    void shouldLetNobodyElseLookIn() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldMakeSecretsOnceAndKeepThemPrivate() throws Exception {
        Secrets first = Secrets.readOrCreate(home, new SecureRandom());
        Secrets second = Secrets.readOrCreate(home, new SecureRandom());
        for (Secret secret : Secret.values()) {
            assertThat(second.get(secret)).isEqualTo(first.get(secret)).hasSizeGreaterThanOrEqualTo(14);
        }
        assertThat(Arrays.stream(Secret.values()).map(first::get).collect(Collectors.toSet()))
                .hasSize(Secret.values().length);
        Path file = home.folder().resolve("secrets");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldAddASecretThatAnOlderVersionDidNotKnow() throws Exception {
        Secrets old = Secrets.readOrCreate(home, new SecureRandom());
        Path file = home.folder().resolve("secrets");
        Files.writeString(
                file,
                Files.readString(file)
                        .lines()
                        .filter(line -> !line.startsWith("pseudonym-key="))
                        .collect(Collectors.joining("\n")));
        Secrets now = Secrets.readOrCreate(home, new SecureRandom());
        assertThat(now.get(Secret.DATABASE_PASSWORD)).isEqualTo(old.get(Secret.DATABASE_PASSWORD));
        assertThat(now.get(Secret.PSEUDONYM_KEY)).matches("[0-9a-f]{64}").isNotEqualTo(old.get(Secret.PSEUDONYM_KEY));
    }

    @Test
    void shouldRememberPortsAndMoveOnlyThoseThatAreTaken() throws Exception {
        Ports first = Ports.random(home, new Random(7));
        assertThat(first.moved()).isEmpty();
        try (ServerSocket stranger = new ServerSocket(first.get(Port.KAFKA), 1, InetAddress.getLoopbackAddress())) {
            Ports second = Ports.random(home, new Random(8));
            assertThat(second.get(Port.HTTP)).isEqualTo(first.get(Port.HTTP));
            assertThat(second.get(Port.KAFKA)).isGreaterThan(stranger.getLocalPort());
            assertThat(second.moved())
                    .singleElement()
                    .asString()
                    .contains("port " + stranger.getLocalPort() + " (kafka) is taken");
            assertThat(Ports.last(home).numbers()).isEqualTo(second.numbers());
        }
    }

    @Test
    void shouldBelongToOneLauncherAtATime() throws Exception {
        HomeLock first = HomeLock.tryTake(home).orElseThrow();
        assertThat(HomeLock.tryTake(home)).isEmpty();
        first.close();
        try (HomeLock second = HomeLock.tryTake(home).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void shouldTellARunningLauncherFromAGoneOne() throws Exception {
        ProcessIdentity self = ProcessIdentity.current();
        state(self.pid(), self.birth()).write(home);
        assertThat(StackState.readRunning(home)).contains(state(self.pid(), self.birth()));
        state(self.pid(), "born another day").write(home);
        assertThat(StackState.read(home)).isPresent();
        assertThat(StackState.readRunning(home)).isEmpty();
    }

    @Test
    void shouldTakeADamagedStateFileForNone() throws Exception {
        Files.writeString(home.stateFile(), "{\"home\": ");
        assertThat(StackState.read(home)).isEmpty();
    }

    @Test
    void shouldNotConfuseHomesWhoseNamesBeginAlike() {
        assertThat(new StackHome(Path.of("/a/home2")).mark()).doesNotContain(new StackHome(Path.of("/a/home")).mark());
    }

    private static StackState state(long pid, String birth) {
        return new StackState(
                "h", "up", pid, birth, "2026-11-21T00:00:00Z", "postgresql", true, "u", "r", Map.of(), Map.of());
    }
}
