package org.chengyun.launcher.stack;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a broker for its cluster's brokers, by hand: one Metadata request, version 1, for no topic. An open port is not
 * enough, as a broker listens before it may lead partitions, and creating a topic then fails.
 */
final class KafkaProbe {
    private static final int TIMEOUT_MS = 2_000;
    private static final short METADATA = 3;
    private static final short VERSION = 1;

    private KafkaProbe() {}

    static boolean hasBroker(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            request.writeInt(14);
            request.writeShort(METADATA);
            request.writeShort(VERSION);
            request.writeInt(1); // correlation id
            request.writeShort(-1); // no client id
            request.writeInt(0); // no topic
            request.flush();
            DataInputStream response = new DataInputStream(socket.getInputStream());
            response.readInt(); // size
            int correlation = response.readInt();
            int brokers = response.readInt();
            return correlation == 1 && brokers >= 1;
        } catch (IOException notYet) {
            return false;
        }
    }
}
