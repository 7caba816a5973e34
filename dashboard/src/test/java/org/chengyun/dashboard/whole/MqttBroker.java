package org.chengyun.dashboard.whole;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;

/** Mosquitto from the distribution's packages; a test is skipped where they cannot be unpacked. */
record MqttBroker(Process process, int port, Path log) {
    private static final int LOOKS = 600;
    private static final long LOOK_MS = 200;

    static MqttBroker start(Path folder) throws Exception {
        var servers = new Servers(Workspace.find(), line -> {});
        assumeTrue(servers.mosquittoIsSupported(), "Mosquitto is unpacked from Debian's packages, which needs apt-get");
        int port = freePort();
        Path log = folder.resolve("mosquitto.log");
        Path configuration = Files.writeString(folder.resolve("mosquitto.conf"), """
                allow_anonymous true
                user root
                listener %d 127.0.0.1
                log_dest file %s
                log_type subscribe
                """.formatted(port, log));
        Process process = new ProcessBuilder(servers.mosquitto().toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.out").toFile())
                .start();
        return new MqttBroker(process, port, log);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until somebody has subscribed: nothing that is published from now on is lost. */
    void awaitSubscriber() throws IOException, InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            if (Files.exists(log) && Files.readString(log).contains("city/air")) {
                return;
            }
            Thread.sleep(LOOK_MS);
        }
        throw new AssertionError("nobody has subscribed");
    }

    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
