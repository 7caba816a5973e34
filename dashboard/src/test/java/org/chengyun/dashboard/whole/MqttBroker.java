package org.chengyun.dashboard.whole;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.launcher.software.Mosquitto;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;

/** Mosquitto from the distribution's packages; a test is skipped where they cannot be unpacked. */
record MqttBroker(Mosquitto broker, Path log) {
    private static final int LOOKS = 600;
    private static final long LOOK_MS = 200;

    static MqttBroker start(Path folder) throws Exception {
        return start(folder, "");
    }

    /** @param listeners lines of its configuration for further ports */
    static MqttBroker start(Path folder, String listeners) throws Exception {
        var servers = new Servers(Workspace.find(), line -> {});
        assumeTrue(servers.mosquittoIsSupported(), "Mosquitto is unpacked from Debian's packages, which needs apt-get");
        Path log = folder.resolve("mosquitto.log");
        String settings = """
                log_dest file %s
                log_type subscribe
                persistence true
                persistence_location %s/
                max_queued_messages 0
                %s
                """.formatted(log, folder, listeners);
        return new MqttBroker(Mosquitto.start(servers.mosquitto(), folder, settings), log);
    }

    int port() {
        return broker.port();
    }

    /** Waits until somebody has subscribed: nothing that is published from now on is lost. */
    void awaitSubscriber() throws IOException, InterruptedException {
        awaitSubscriber("city/air");
    }

    void awaitSubscriber(String topic) throws IOException, InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            if (Files.exists(log) && Files.readString(log).contains(topic)) {
                return;
            }
            Thread.sleep(LOOK_MS);
        }
        throw new AssertionError("nobody has subscribed to " + topic);
    }

    void stop() {
        broker.close();
    }
}
