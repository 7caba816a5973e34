package org.chengyun.ingest.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real MQTT broker, from the distribution's packages. It keeps its sessions on disk over a kill. */
public final class Mosquitto {
    private static @Nullable Path program;

    public final int port;
    public final int tlsPort;
    private final Path folder;
    private @Nullable Process process;

    private Mosquitto(Path folder, int port, int tlsPort) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    /** Starts one; the test is skipped where Debian's packages cannot be unpacked. */
    public static Mosquitto start(Path folder) throws Exception {
        return start(folder, "allow_anonymous true");
    }

    /** One that lets nobody in without a password. */
    public static Mosquitto startLocked(Path folder) throws Exception {
        return start(folder, "allow_anonymous false\npassword_file %s/passwords".formatted(folder));
    }

    /** @param who it lets in at all its ports: where each has rules of its own, nothing is kept for an absent subscriber */
    private static Mosquitto start(Path folder, String who) throws Exception {
        Path found = program();
        var broker = new Mosquitto(folder, Ports.free(), Ports.free());
        Certificates certificate = Certificates.make(folder, "broker");
        Files.writeString(folder.resolve("passwords"), "");
        Files.writeString(folder.resolve("mosquitto.conf"), """
                persistence true
                persistence_location %s/
                max_queued_messages 0
                max_inflight_messages 20
                log_dest file %s/mosquitto.log
                log_type error
                log_type warning
                log_type notice
                log_type subscribe
                user root
                %s
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                certfile %s
                keyfile %s
                """.formatted(
                        folder, folder, who, broker.port, broker.tlsPort, certificate.certificate, certificate.key));
        broker.run(found);
        return broker;
    }

    private static synchronized Path program() throws Exception {
        Path known = program;
        if (known == null) {
            var servers = new Servers(Workspace.find(), line -> {});
            Assumptions.assumeTrue(
                    servers.mosquittoIsSupported(),
                    "Mosquitto is unpacked from Debian's packages, which needs apt-get");
            known = servers.mosquitto();
            program = known;
        }
        return known;
    }

    private void run(Path found) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        found.toString(), "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.out").toFile())
                .start();
        for (int i = 0; ; i++) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (i == 100) {
                    throw new IOException(
                            "Mosquitto does not start: " + Files.readString(folder.resolve("mosquitto.out")));
                }
                Thread.sleep(50);
            }
        }
    }

    /** Ends it in order and starts it again: it has saved its sessions. */
    public void restart() throws Exception {
        stop();
        run(program());
    }

    public void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            running.waitFor();
        }
    }
}
