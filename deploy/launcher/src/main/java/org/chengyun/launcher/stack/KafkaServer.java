package org.chengyun.launcher.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.chengyun.launcher.home.Port;
import org.chengyun.launcher.home.Ports;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.process.ChildCommand;
import org.chengyun.launcher.software.Servers;
import org.chengyun.launcher.software.Tool;
import org.chengyun.launcher.software.Workspace;

/** One Kafka broker that is its own controller (KRaft). */
final class KafkaServer implements Server {
    /** Room for a record of 1 MiB, the longest that is kept, with its headers, and for larger batches. */
    private static final int MESSAGE_MAX_BYTES = 8 << 20;

    private final Workspace workspace;
    private final StackHome home;
    private final Ports ports;
    private final Servers servers;
    private Path jars = Path.of("");

    KafkaServer(Workspace workspace, StackHome home, Ports ports, Servers servers) {
        this.workspace = workspace;
        this.home = home;
        this.ports = ports;
        this.servers = servers;
    }

    @Override
    public Part part() {
        return Part.KAFKA;
    }

    @Override
    public void prepare() throws Exception {
        jars = servers.kafka();
        Files.createDirectories(home.kafka());
        Files.writeString(properties(), configuration());
        if (!Files.exists(data().resolve("meta.properties"))) {
            Tool.run("formatting Kafka's folder", format(), Map.of(), home.logOf("kafka-format"));
        }
    }

    @Override
    public ChildCommand command() {
        return new ChildCommand(
                "kafka",
                List.of(
                        workspace.java(),
                        "-D" + home.mark(),
                        "-Xms64m",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.showDateTime=true",
                        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                        "-cp",
                        jars + "/*",
                        "kafka.Kafka",
                        properties().toString()),
                Map.of(),
                home.kafka(),
                home.logOf("kafka"),
                false,
                Duration.ofSeconds(15));
    }

    @Override
    public boolean isReady() {
        return KafkaProbe.hasBroker(ports.get(Port.KAFKA));
    }

    private List<String> format() {
        byte[] id = new byte[16];
        ByteBuffer.wrap(id).putLong(new SecureRandom().nextLong()).putLong(new SecureRandom().nextLong());
        // A leading minus sign would be taken for an option.
        id[0] &= 0x3f;
        String clusterId = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        return List.of(
                workspace.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars + "/*",
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                clusterId,
                "-c",
                properties().toString());
    }

    private Path properties() {
        return home.kafka().resolve("server.properties");
    }

    private Path data() {
        return home.kafka().resolve("data");
    }

    private String configuration() throws IOException {
        int broker = ports.get(Port.KAFKA);
        int controller = ports.get(Port.KAFKA_CONTROLLER);
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=4
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                group.initial.rebalance.delay.ms=0
                broker.heartbeat.interval.ms=1000
                broker.session.timeout.ms=5000
                log.segment.bytes=268435456
                log.cleaner.dedupe.buffer.size=16777216
                message.max.bytes=%4$d
                replica.fetch.max.bytes=%4$d
                """.formatted(broker, controller, data(), MESSAGE_MAX_BYTES);
    }
}
