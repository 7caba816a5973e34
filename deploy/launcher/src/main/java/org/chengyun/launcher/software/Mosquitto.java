package org.chengyun.launcher.software;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running MQTT broker for benchmarks and tests, on a port of its own. For one thread. */
public final class Mosquitto implements AutoCloseable {
    private static final int LOOKS = 200;
    private static final long LOOK_MS = 50;

    private final Process process;
    private final int port;

    private Mosquitto(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param program as {@link Servers#mosquitto} has it
     * @param folder for its configuration and output
     * @param settings lines of its configuration beside the listener
     * @throws IOException if it does not start
     */
    public static Mosquitto start(Path program, Path folder, String settings) throws IOException, InterruptedException {
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("mosquitto.conf"),
                "listener %d 127.0.0.1\nallow_anonymous true\nuser root\n%s\n".formatted(port, settings));
        Path output = folder.resolve("mosquitto.out");
        var broker = new Mosquitto(
                new ProcessBuilder(program.toString(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                port);
        for (int look = 0; look < LOOKS; look++) {
            if (broker.answers()) {
                return broker;
            }
            Thread.sleep(LOOK_MS);
        }
        broker.close();
        throw new IOException("Mosquitto does not start: " + Files.readString(output));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it listens, on the loopback address. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it in order; it has saved its sessions when this returns. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
