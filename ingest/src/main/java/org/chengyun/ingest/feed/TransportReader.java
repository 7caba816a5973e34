package org.chengyun.ingest.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.feed.MqttFeed.Version;
import org.jspecify.annotations.Nullable;

/** Reads how a feed comes. Paths are relative to the file's folder. */
final class TransportReader {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]+):(\\d{1,5})");
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final String OUR_TOPICS = "chengyun.";
    private static final int MAX_PORT = 65_535;
    private static final int CONNECTIONS = 256;
    private static final int MAX_CONNECTIONS = 10_000;
    /** What Mosquitto sends before it waits, if a client of MQTT 3 cannot tell it. */
    private static final int WINDOW_3 = 20;

    private static final int WINDOW_5 = 2_000;
    private static final int MAX_WINDOW = 65_535;

    private final Path folder;

    TransportReader(Path file) {
        this.folder = parent(file);
    }

    TailFeed tail(Feed feed, YamlNode tail) {
        tail.onlyKeys("path", "glob");
        boolean several = !tail.get("glob").isAbsent();
        if (several != tail.get("path").isAbsent()) {
            tail.fault("'tail' needs either a 'path' or a 'glob'");
        }
        String where = tail.get(several ? "glob" : "path").text().orElse("missing");
        return several ? logs(feed, where) : log(feed, resolve(where));
    }

    private static TailFeed log(Feed feed, Path path) {
        return new TailFeed(feed, parent(path), String.valueOf(path.getFileName()), false);
    }

    private TailFeed logs(Feed feed, String glob) {
        int slash = folderEnd(glob);
        return new TailFeed(feed, resolve(glob.substring(0, slash)), glob.substring(slash), true);
    }

    /** The folder is what stands before the first part with a wildcard. */
    private static int folderEnd(String glob) {
        int wildcard = 0;
        while (wildcard < glob.length() && "*?[{".indexOf(glob.charAt(wildcard)) < 0) {
            wildcard++;
        }
        return glob.lastIndexOf('/', wildcard) + 1;
    }

    FilesFeed files(Feed feed, YamlNode files) {
        files.onlyKeys("glob", "settle");
        String glob = files.requireText("glob");
        int slash = folderEnd(glob);
        Duration settle = files.get("settle").duration().orElse(SETTLE);
        if (settle.isNegative()) {
            files.get("settle").fault("%s is not a time such as 10s".formatted(settle));
        }
        return new FilesFeed(feed, resolve(glob.substring(0, slash)), glob.substring(slash), settle);
    }

    SyslogFeed syslog(Feed feed, YamlNode syslog) {
        syslog.onlyKeys("listen", "protocol", "connections", "tls", "apps");
        boolean datagrams = datagrams(syslog);
        return new SyslogFeed(
                feed, listen(syslog), datagrams, Set.copyOf(syslog.get("apps").texts()));
    }

    private static boolean datagrams(YamlNode node) {
        String protocol = node.get("protocol").text().orElse("tcp");
        if (!protocol.equals("tcp") && !protocol.equals("udp")) {
            node.get("protocol").fault("protocol '%s' is neither tcp nor udp".formatted(protocol));
        }
        boolean datagrams = protocol.equals("udp");
        if (datagrams && !(node.get("tls").isAbsent() && node.get("connections").isAbsent())) {
            node.fault("'tls' and 'connections' are for TCP only");
        }
        return datagrams;
    }

    LinesFeed lines(Feed feed, YamlNode lines) {
        lines.onlyKeys("listen", "protocol", "connections", "tls");
        boolean datagrams = datagrams(lines);
        return new LinesFeed(feed, listen(lines), datagrams);
    }

    private Listen listen(YamlNode node) {
        String where = node.requireText("listen");
        Matcher address = ADDRESS.matcher(where);
        boolean valid = address.matches() && isPort(Integer.parseInt(address.group(2)));
        if (!valid) {
            node.get("listen").fault("'%s' is not host:port such as 0.0.0.0:6514".formatted(where));
        }
        int connections =
                within(node.get("connections"), node.get("connections").integer(), CONNECTIONS, MAX_CONNECTIONS);
        return new Listen(
                valid ? address.group(1) : "",
                valid ? Integer.parseInt(address.group(2)) : 0,
                connections,
                node.get("tls").isAbsent() ? null : ours(node.get("tls")));
    }

    private TlsFiles ours(YamlNode tls) {
        tls.onlyKeys("certificate", "key", "client_ca");
        return new TlsFiles(
                resolve(tls.requireText("certificate")), resolve(tls.requireText("key")), path(tls, "client_ca"));
    }

    MqttFeed mqtt(Feed feed, YamlNode mqtt) {
        mqtt.onlyKeys("server", "topics", "shared", "version", "client", "window", "user", "password_file", "tls");
        Broker broker = broker(mqtt);
        String asked = mqtt.get("version").text().orElse("5");
        Version version = asked.equals("5") ? Version.V5 : Version.V3_1_1;
        if (!asked.equals("5") && !asked.equals("3.1.1")) {
            mqtt.get("version").fault("version '%s' is neither 3.1.1 nor 5".formatted(asked));
        }
        List<String> topics = mqtt.get("topics").texts();
        if (topics.isEmpty() || topics.contains("")) {
            mqtt.fault("'topics' needs one topic or more, such as city/air/#");
        }
        return new MqttFeed(
                feed,
                broker.host,
                broker.port,
                broker.encrypted,
                theirs(mqtt, broker.encrypted),
                topics,
                group(mqtt),
                version,
                mqtt.get("client").text().orElse(""),
                within(
                        mqtt.get("window"),
                        mqtt.get("window").integer(),
                        version == Version.V5 ? WINDOW_5 : WINDOW_3,
                        MAX_WINDOW),
                mqtt.get("user").text().orElse(""),
                path(mqtt, "password_file"));
    }

    PullFeed pull(Feed feed, YamlNode pull) {
        return new PullReader(pull, this::resolve).read(feed);
    }

    TopicFeed topic(Feed feed, YamlNode kafka) {
        kafka.onlyKeys("topic", "group", "servers", "from", "client_file");
        String topic = kafka.requireText("topic");
        String servers = kafka.get("servers").text().orElse("");
        if (servers.isEmpty() && topic.startsWith(OUR_TOPICS)) {
            kafka.get("topic").fault("'%s' is one of our own topics: raw records come in another one".formatted(topic));
        }
        String from = kafka.get("from").text().orElse("begin");
        if (!from.equals("begin") && !from.equals("end")) {
            kafka.get("from").fault("'%s' is neither begin nor end".formatted(from));
        }
        Path clientFile = path(kafka, "client_file");
        if (clientFile != null && !Files.isReadable(clientFile)) {
            kafka.get("client_file").fault("%s cannot be read".formatted(clientFile));
        }
        return new TopicFeed(
                feed,
                topic,
                kafka.get("group").text().orElse("chengyun-" + feed.id()),
                servers,
                from.equals("end"),
                clientFile);
    }

    private static String group(YamlNode mqtt) {
        String group = mqtt.get("shared").text().orElse("");
        if (group.contains("/") || group.contains("+") || group.contains("#")) {
            mqtt.get("shared").fault("'%s' must be a plain word, the name of the group".formatted(group));
        }
        return group;
    }

    private record Broker(String host, int port, boolean encrypted) {}

    private static Broker broker(YamlNode mqtt) {
        String server = mqtt.requireText("server");
        try {
            URI uri = new URI(server);
            boolean encrypted = "mqtts".equals(uri.getScheme());
            boolean plain = "mqtt".equals(uri.getScheme());
            String rest = uri.getPath() == null ? "" : uri.getPath();
            if (uri.getHost() != null && (encrypted || plain) && uri.getUserInfo() == null && rest.isEmpty()) {
                int standard = encrypted ? 8883 : 1883;
                return new Broker(uri.getHost(), uri.getPort() < 0 ? standard : uri.getPort(), encrypted);
            }
        } catch (URISyntaxException e) {
            mqtt.get("server").fault("'%s' cannot be read: %s".formatted(server, e.getReason()));
            return new Broker("", 0, false);
        }
        mqtt.get("server").fault("'%s' is not mqtt://host:port or mqtts://host:port".formatted(server));
        return new Broker("", 0, false);
    }

    private TlsFiles theirs(YamlNode mqtt, boolean encrypted) {
        YamlNode tls = mqtt.get("tls").onlyKeys("ca", "certificate", "key");
        if (!tls.isAbsent() && !encrypted) {
            tls.fault("'tls' is for mqtts:// only");
        }
        Path certificate = path(tls, "certificate");
        Path key = path(tls, "key");
        if ((certificate == null) != (key == null)) {
            tls.fault("'certificate' and 'key' belong together");
            return TlsFiles.NONE;
        }
        return new TlsFiles(certificate, key, path(tls, "ca"));
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= MAX_PORT;
    }

    private static int within(YamlNode node, Optional<Integer> given, int otherwise, int most) {
        int value = given.orElse(otherwise);
        if (value < 1 || value > most) {
            node.fault("%d is not between 1 and %d".formatted(value, most));
        }
        return value;
    }

    private @Nullable Path path(YamlNode node, String key) {
        return node.get(key).text().map(this::resolve).orElse(null);
    }

    private Path resolve(String where) {
        return folder.resolve(where).normalize();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
