package org.chengyun.launcher.home;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * The ports of one home. Remembered, so that bookmarks and sessions survive a restart.
 *
 * @param moved one sentence for every port that had to give way to another program
 */
public record Ports(Map<Port, Integer> numbers, List<String> moved) {
    /** Below the ports that the kernel hands to outgoing connections: a client that retries could take such a port. */
    private static final int RANDOM_FROM = 15_000;

    private static final int RANDOM_UNTIL = 32_000;

    public Ports {
        numbers = Map.copyOf(numbers);
        moved = List.copyOf(moved);
    }

    public int get(Port port) {
        Integer number = numbers.get(port);
        if (number == null) {
            throw new IllegalStateException("no port " + port.key());
        }
        return number;
    }

    /** Ports for people: the usual numbers, or those of the last start. */
    public static Ports usual(StackHome home) throws IOException {
        return choose(home, wanted(home));
    }

    /** What {@link #usual} tries first. */
    public static Map<Port, Integer> wanted(StackHome home) throws IOException {
        Map<Port, Integer> wanted = remembered(home);
        for (Port port : Port.values()) {
            wanted.putIfAbsent(port, port.usual());
        }
        return wanted;
    }

    /** Ports for tests: random at the first start, so that many stacks run side by side. */
    public static Ports random(StackHome home, RandomGenerator random) throws IOException {
        Map<Port, Integer> wanted = remembered(home);
        for (Port port : Port.values()) {
            wanted.putIfAbsent(port, random.nextInt(RANDOM_FROM, RANDOM_UNTIL));
        }
        return choose(home, wanted);
    }

    /** The ports of the last start, whether free or not; some are missing if there was none. */
    public static Ports last(StackHome home) throws IOException {
        return new Ports(remembered(home), List.of());
    }

    private static Ports choose(StackHome home, Map<Port, Integer> wanted) throws IOException {
        Map<Port, Integer> picked = PortPicker.pick(wanted, Ports::isFree);
        List<String> moved = new ArrayList<>();
        picked.forEach((port, number) -> {
            if (!number.equals(wanted.get(port))) {
                moved.add("port %d (%s) is taken by another program: using %d"
                        .formatted(wanted.get(port), port.key(), number));
            }
        });
        PrivateFiles.write(
                file(home),
                picked.entrySet().stream()
                        .map(entry -> entry.getKey().key() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        return new Ports(picked, moved);
    }

    private static Map<Port, Integer> remembered(StackHome home) throws IOException {
        Properties stored = new Properties();
        if (Files.exists(file(home))) {
            stored.load(new StringReader(Files.readString(file(home))));
        }
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            String number = stored.getProperty(port.key(), "");
            if (number.matches("[0-9]{4,5}") && Integer.parseInt(number) <= 65_535) {
                numbers.put(port, Integer.parseInt(number));
            }
        }
        return numbers;
    }

    private static Path file(StackHome home) {
        return home.folder().resolve("ports");
    }

    /** Whether a server could listen there now; a connection in its closing minutes does not count as taken. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
