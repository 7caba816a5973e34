package org.chengyun.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.chengyun.ingest.feed.TlsFiles;
import org.chengyun.ingest.testing.Broker;
import org.chengyun.ingest.testing.Certificates;
import org.chengyun.ingest.testing.Lines;
import org.chengyun.ingest.testing.Parts;
import org.chengyun.ingest.testing.Ports;
import org.chengyun.ingest.tls.PemStores;
import org.chengyun.launcher.stack.Part;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Senders on real sockets, a real broker behind. */
class SocketsTest {
    /** More than the inbox, a batch and the kernel's buffer hold. */
    private static final int FLOOD = 120_000;

    private static Parts parts;

    @TempDir
    private Path folder;

    private final Lines lines = new Lines();
    private String id = "";
    private int port;

    @BeforeAll
    static void connect() throws InterruptedException {
        parts = new Parts(Broker.bootstrap()).ready();
    }

    @AfterAll
    static void disconnect() {
        parts.close();
    }

    @BeforeEach
    void name(TestInfo test) throws IOException {
        id = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        port = Ports.free();
    }

    private Receiving receiving(String transport) throws IOException {
        return Receiving.of(
                folder,
                "- { id: %s, dataset: portal, format: access-log, %s }"
                        .formatted(id, transport.replace("PORT", "127.0.0.1:" + port)),
                parts,
                "");
    }

    private Socket connected() throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (ConnectException e) {
                if (i == 100) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String old(String body) {
        return "<190>Nov 21 10:00:00 web-1 nginx: " + body;
    }

    private static String recent(String body) {
        return "<165>1 2026-11-21T10:00:00.003Z web-2 nginx - - [a@1 b=\"c\"] " + body;
    }

    private static String counted(String message) {
        return bytes(message).length + " " + message;
    }

    private double metered(String name, String... tags) {
        return parts.registry.get(name).tag("feed", id).tags(tags).counter().count();
    }

    @Test
    void shouldTakeDatagrams() throws Exception {
        try (var receiving = receiving("syslog: { listen: 'PORT', protocol: udp }");
                var sender = new DatagramSocket()) {
            // a datagram to nobody is lost: wait for the first one to arrive
            String first = lines.next();
            Receiving.await("the first datagram", () -> {
                send(sender, old(first));
                return Lines.sent(id) > 0;
            });
            for (int i = 0; i < 500; i++) {
                send(sender, i % 2 == 0 ? old(lines.next()) : recent(lines.next()) + "\n");
                if (i % 20 == 0) {
                    // what the kernel has no room for is lost
                    Thread.sleep(2);
                }
            }
            lines.mustBeSentBy(id, Duration.ofSeconds(30));
            receiving.mustWork();
        }
        assertThat(metered("chengyun.ingest.dropped", "where", "inbox")).isZero();
    }

    @Test
    void shouldTakeTheLiveLineOfPems() throws Exception {
        String feed =
                "- { id: %s, dataset: traffic, format: pems-live, lines: { listen: '127.0.0.1:%d', protocol: udp } }"
                        .formatted(id, port);
        try (var receiving = Receiving.of(folder, feed, parts, "");
                var sender = new DatagramSocket()) {
            Receiving.await("the first datagram", () -> {
                send(sender, "1108148,2,10,60,50,5,30,100,2026-07-04 08:05:30");
                return !Broker.committed("chengyun.traffic", id).isEmpty();
            });
            send(sender, "1108148,3,10,60,50,5,30,100,2026-07-04 08:05:30");
            // two lines in a datagram, each its own record, and an end of line or none
            send(sender, "1,1,10,60,50,2026-07-04 08:05:30\n2,1,10,60,50,2026-07-04 08:05:30\r\n");
            Receiving.await(
                    "both lines",
                    () -> Broker.committed("chengyun.traffic", id).stream()
                            .map(entry -> new String(entry.key(), StandardCharsets.UTF_8))
                            .collect(Collectors.toSet())
                            .equals(Set.of("1108148", "1", "2")));
            Receiving.await(
                    "the damaged line",
                    () -> Broker.committed("chengyun.quarantine", id).size() == 1);
            receiving.mustWork();
        }
        var kept = Broker.committed("chengyun.quarantine", id).get(0);
        assertThat(Broker.header(kept, "reason")).isEqualTo("row-incomplete");
        assertThat(Broker.header(kept, "source")).isEqualTo("from 127.0.0.1");
        assertThat(metered("chengyun.ingest.dropped", "where", "inbox")).isZero();
        assertThat(metered("chengyun.ingest.dropped", "where", "kernel")).isZero();
    }

    @Test
    void shouldCountEveryDatagramThatIsLost() throws Exception {
        String message = old(lines.next());
        int sends = 0;
        try (var receiving = receiving("syslog: { listen: 'PORT', protocol: udp }");
                var sender = new DatagramSocket()) {
            while (Lines.sent(id) == 0) {
                send(sender, message);
                sends++;
                Thread.sleep(50);
            }
            // those before the port was open are nobody's
            int early = sends - Lines.sent(id);
            Broker.stack().kill(Part.KAFKA);
            try {
                for (int i = 0; i < FLOOD; i++) {
                    send(sender, message);
                }
                Receiving.await("drops", () -> dropped("inbox") > 0);
            } finally {
                Broker.stack().start(Part.KAFKA);
            }
            int total = sends + FLOOD;
            Receiving.await("every datagram is sent or counted as lost", () -> {
                double accounted = Lines.sent(id) + dropped("inbox") + dropped("kernel");
                return accounted >= total - early && accounted <= total;
            });
            Receiving.await(
                    "the feed works again", () -> receiving.receivers.troubles().isEmpty());
        }
    }

    private double dropped(String where) {
        return metered("chengyun.ingest.dropped", "where", where);
    }

    private void send(DatagramSocket sender, String message) {
        byte[] bytes = bytes(message);
        try {
            sender.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldTakeBothFramingsOnOneConnection() throws Exception {
        try (var receiving = receiving("syslog: { listen: 'PORT' }");
                Socket sender = connected()) {
            OutputStream out = sender.getOutputStream();
            for (int i = 0; i < 2_000; i++) {
                String message = i % 3 == 0 ? old(lines.next()) : recent(lines.next());
                out.write(bytes(i % 2 == 0 ? counted(message) : message + "\n"));
            }
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldCountTheMessagesOfOtherPrograms() throws Exception {
        try (var receiving = receiving("syslog: { listen: 'PORT', apps: [nginx] }");
                Socket sender = connected()) {
            OutputStream out = sender.getOutputStream();
            out.write(bytes(old(lines.next()) + "\n<13>Nov 21 10:00:00 web-1 cron[2]: tick\n" + old("broken") + "\n"));
            lines.mustBeSentOnceBy(id);
            Receiving.await(
                    "the counters",
                    () -> metered("chengyun.ingest.records", "outcome", "rejected") == 1
                            && metered("chengyun.ingest.records", "outcome", "filtered") == 1);
            var kept = Broker.committed("chengyun.quarantine", id);
            assertThat(kept).hasSize(1);
            assertThat(new String(kept.get(0).value(), StandardCharsets.UTF_8)).isEqualTo("broken");
            assertThat(Broker.header(kept.get(0), "source"))
                    .startsWith("from 127.0.0.1, host web-1, program nginx, facility 23, at ");
            receiving.mustWork();
        }
    }

    @Test
    void shouldTakeLinesOfManySenders() throws Exception {
        try (var receiving = receiving("lines: { listen: 'PORT', connections: 8 }")) {
            for (int round = 0; round < 20; round++) {
                try (Socket sender = connected()) {
                    var text = new StringBuilder();
                    for (int i = 0; i < 100; i++) {
                        text.append(lines.next()).append(i % 2 == 0 ? "\r\n" : "\n");
                    }
                    // the last line of a sender that says goodbye needs no end
                    sender.getOutputStream().write(bytes(text.toString().strip()));
                }
            }
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldLetSendersOverTheLimitWait() throws Exception {
        try (var receiving = receiving("lines: { listen: 'PORT', connections: 1 }")) {
            try (Socket first = connected();
                    Socket second = connected()) {
                first.getOutputStream().write(bytes(lines.next() + "\n"));
                lines.mustBeSentOnceBy(id);
                Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
                second.getOutputStream().write(bytes(lines.next() + "\n"));
                Thread.sleep(500);
                assertThat(Lines.sent(id)).isEqualTo(1);
            }
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldKeepWhatABrokenConnectionLeaves() throws Exception {
        try (var receiving = receiving("lines: { listen: 'PORT' }")) {
            try (Socket sender = connected()) {
                sender.getOutputStream().write(bytes(lines.next() + "\nhalf of a li"));
                lines.mustBeSentOnceBy(id);
                // close with a reset
                sender.setSoLinger(true, 0);
            }
            Receiving.await(
                    "the rest",
                    () -> !Broker.committed("chengyun.quarantine", id).isEmpty());
            var kept = Broker.committed("chengyun.quarantine", id).get(0);
            assertThat(Broker.header(kept, "reason")).isEqualTo("record-cut");
            assertThat(new String(kept.value(), StandardCharsets.UTF_8)).isEqualTo("half of a li");
            receiving.mustWork();
        }
    }

    @Test
    void shouldTakeTlsAndTheCertificateThatReplacesIt() throws Exception {
        Certificates old = Certificates.make(folder, "server");
        Certificates next = Certificates.make(folder, "next");
        try (var receiving =
                receiving("syslog: { listen: 'PORT', tls: { certificate: server.pem, key: server.key } }")) {
            try (Socket plain = connected()) {
                assertThat(plain.isConnected()).isTrue();
            }
            sendOverTls(new TlsFiles(null, null, old.certificate), 300);
            assertThatThrownBy(() -> sendOverTls(new TlsFiles(null, null, next.certificate), 0))
                    .isInstanceOf(SSLException.class);

            Files.move(next.certificate, old.certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.move(next.key, old.key, StandardCopyOption.REPLACE_EXISTING);
            sendOverTls(new TlsFiles(null, null, old.certificate), 300);

            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    @Test
    void shouldTakeKnownSendersOnly() throws Exception {
        Certificates server = Certificates.make(folder, "server");
        Certificates client = Certificates.make(folder, "client");
        Certificates stranger = Certificates.make(folder, "stranger");
        String tls = "tls: { certificate: server.pem, key: server.key, client_ca: client.pem }";
        try (var receiving = receiving("lines: { listen: 'PORT', " + tls + " }")) {
            try (Socket plain = connected()) {
                assertThat(plain.isConnected()).isTrue();
            }
            assertThatThrownBy(() -> readOverTls(new TlsFiles(stranger.certificate, stranger.key, server.certificate)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> readOverTls(new TlsFiles(null, null, server.certificate)))
                    .isInstanceOf(IOException.class);
            sendOverTls(new TlsFiles(client.certificate, client.key, server.certificate), 10);
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    private void sendOverTls(TlsFiles files, int count) throws Exception {
        SSLContext context = PemStores.context(files);
        try (Socket sender = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = sender.getOutputStream();
            if (count == 0) {
                out.write(1);
            }
            for (int i = 0; i < count; i++) {
                out.write(bytes(lines.next() + "\n"));
            }
        }
    }

    /** With TLS 1.3 a client learns only when it reads that it is not welcome. */
    private void readOverTls(TlsFiles files) throws Exception {
        SSLContext context = PemStores.context(files);
        try (Socket sender = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            sender.getOutputStream().write(bytes("x\n"));
            if (sender.getInputStream().read() < 0) {
                throw new IOException("closed");
            }
        }
    }

    @Test
    void shouldSayWhyAFeedCannotListen() throws Exception {
        var other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        try (var receiving = receiving("lines: { listen: 'PORT' }")) {
            Receiving.await("trouble", () -> !receiving.receivers.troubles().isEmpty());
            assertThat(receiving.receivers.troubles().get(id))
                    .startsWith("cannot listen at 127.0.0.1:%d: another program, or another feed, has this port"
                            .formatted(port));
            other.close();
            Receiving.await("recovery", () -> receiving.receivers.troubles().isEmpty());
        }
    }

    @Test
    void shouldLetSendersWaitWhileKafkaIsAwayAndLoseNothing() throws Exception {
        try (var receiving = receiving("lines: { listen: 'PORT' }");
                Socket sender = connected()) {
            OutputStream out = sender.getOutputStream();
            out.write(bytes(lines.next() + "\n"));
            lines.mustBeSentOnceBy(id);
            Thread sending;
            Broker.stack().kill(Part.KAFKA);
            try {
                sending = Thread.ofVirtual().start(() -> sendMuch(out));
                Receiving.await("trouble", () -> receiving.receivers.troubles().containsKey(id));
                // far more than the inbox and the buffers of the sockets hold: the sender must still be at it
                assertThat(sending.isAlive()).isTrue();
                double waiting = parts.registry
                        .get("chengyun.ingest.waiting.bytes")
                        .tag("feed", id)
                        .gauge()
                        .value();
                assertThat(waiting).isBetween(8e6, 10e6);
            } finally {
                Broker.stack().start(Part.KAFKA);
            }
            sending.join();
            lines.mustBeSentOnceBy(id);
            receiving.mustWork();
        }
    }

    private void sendMuch(OutputStream out) {
        try {
            for (int i = 0; i < 400; i++) {
                var text = new StringBuilder();
                for (int j = 0; j < 1_000; j++) {
                    text.append(lines.next()).append('\n');
                }
                out.write(bytes(text.toString()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldCommitWhatCameBeforeItStops() throws Exception {
        try (var receiving = receiving("lines: { listen: 'PORT' }");
                Socket sender = connected()) {
            sender.getOutputStream().write(bytes(lines.next() + "\n"));
            lines.mustBeSentOnceBy(id);
            for (int i = 0; i < 50; i++) {
                sender.getOutputStream().write(bytes(lines.next() + "\n"));
            }
            Thread.sleep(50);
            receiving.mustWork();
        }
        lines.mustBeSentOnceBy(id);
    }

    @Test
    void shouldDecodeRowsUnderTheConfiguredHeader() throws Exception {
        try (var receiving = Receiving.of(
                        folder,
                        "- { id: %s, dataset: traffic, format: detector-csv, header: 'site,at,speed_kmh', lines: { listen: '127.0.0.1:%d' } }"
                                .formatted(id, port),
                        parts,
                        "");
                Socket sender = connected()) {
            sender.getOutputStream().write(bytes("D1,2026-11-21T08:00:00+08:00,50\nD2,2026-11-21T08:00:00+08:00,60\n"));
            Receiving.await(
                    "the readings",
                    () -> Broker.committed("chengyun.traffic", id).size() == 2);
            receiving.mustWork();
        }
    }
}
