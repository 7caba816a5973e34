package org.chengyun.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chengyun.datasets.yaml.InvalidDefinitions;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.testing.Definitions;
import org.chengyun.ingest.testing.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** feeds.yaml as an operator writes it. */
class FeedsFileTest {
    private static final Decoders DECODERS = new Decoders(
            Definitions.CATALOGUE, Definitions.FORMATS, SiteRegistry.EMPTY, Run.KEY, ZoneId.of("Asia/Shanghai"));

    @TempDir
    private Path folder;

    private Feeds read(String yaml) throws IOException {
        return Feeds.read(Files.writeString(folder.resolve("feeds.yaml"), yaml), DECODERS);
    }

    private List<String> faults(String yaml) {
        return catchThrowableOfType(InvalidDefinitions.class, () -> read(yaml)).faults().stream()
                .map(fault -> fault.line() + " " + fault.message())
                .toList();
    }

    @Test
    void shouldReadEveryTransport() throws IOException {
        Feeds feeds = read("""
                - { id: a, dataset: portal, format: access-log, tail: { path: a.log } }
                - { id: b, dataset: portal, format: access-log, syslog: { listen: "0.0.0.0:514", protocol: udp } }
                - id: c
                  dataset: portal
                  format: ncsa-combined
                  syslog:
                    listen: "[::]:6514"
                    apps: [nginx, httpd]
                    connections: 40
                    tls: { certificate: tls/server.pem, key: /etc/server.key, client_ca: ca.pem }
                - { id: d, dataset: traffic, format: detector-csv, header: "site,at,speed", lines: { listen: "127.0.0.1:7000" } }
                - id: e
                  dataset: traffic
                  format: detector-json
                  mqtt: { server: mqtts://broker.city, topics: [a/+, b/#], shared: city, user: u, password_file: p, tls: { ca: ca.pem } }
                - { id: f, dataset: traffic, format: detector-json, mqtt: { server: "mqtt://h:1884", topics: x, version: 3.1.1 } }
                - { id: g, dataset: portal, format: access-log, kafka: { topic: raw } }
                - { id: h, dataset: portal, format: access-log, kafka: { topic: raw, group: g, servers: "a:1,b:2", from: end, client_file: feeds.yaml } }
                - { id: i, dataset: traffic, format: pems-live, lines: { listen: "0.0.0.0:7002", protocol: udp } }
                - { id: j, dataset: portal, format: access-log, files: { glob: "in/*.gz", settle: 1m } }
                """);

        assertThat(feeds.all()).hasSize(10);
        assertThat(feeds.over(TailFeed.class)).extracting(TailFeed::id).containsExactly("a");
        assertThat(feeds.over(SyslogFeed.class).get(0).datagrams()).isTrue();
        SyslogFeed c = feeds.over(SyslogFeed.class).get(1);
        assertThat(c.apps()).isEqualTo(Set.of("nginx", "httpd"));
        assertThat(c.listen())
                .isEqualTo(new Listen(
                        "[::]",
                        6514,
                        40,
                        new TlsFiles(
                                folder.resolve("tls/server.pem"),
                                Path.of("/etc/server.key"),
                                folder.resolve("ca.pem"))));
        assertThat(feeds.over(LinesFeed.class).get(0).feed().header()).isEqualTo("site,at,speed");
        assertThat(feeds.over(LinesFeed.class)).extracting(LinesFeed::datagrams).containsExactly(false, true);
        TopicFeed g = feeds.over(TopicFeed.class).get(0);
        assertThat(g).isEqualTo(new TopicFeed(g.feed(), "raw", "chengyun-g", "", false, null));
        TopicFeed h = feeds.over(TopicFeed.class).get(1);
        assertThat(h).isEqualTo(new TopicFeed(h.feed(), "raw", "g", "a:1,b:2", true, folder.resolve("feeds.yaml")));
        FilesFeed j = feeds.over(FilesFeed.class).get(0);
        assertThat(j).isEqualTo(new FilesFeed(j.feed(), folder.resolve("in"), "*.gz", Duration.ofMinutes(1)));
        MqttFeed e = feeds.over(MqttFeed.class).get(0);
        assertThat(e.port()).isEqualTo(8883);
        assertThat(e.encrypted()).isTrue();
        assertThat(e.window()).isEqualTo(2_000);
        assertThat(e.topics()).containsExactly("a/+", "b/#");
        assertThat(e.passwordFile()).isEqualTo(folder.resolve("p"));
        MqttFeed f = feeds.over(MqttFeed.class).get(1);
        assertThat(f.version()).isEqualTo(MqttFeed.Version.V3_1_1);
        assertThat(f.port()).isEqualTo(1884);
        assertThat(f.window()).isEqualTo(20);
    }

    @Test
    void shouldReportEveryFaultWithItsLine() {
        assertThat(faults("""
                        - { id: a, dataset: portal, format: access-log }
                        - { id: b, dataset: portal, format: access-log, tail: { path: a }, lines: { listen: "h:1" } }
                        - { id: c, dataset: portal, format: access-log, syslog: { listen: "514", protocol: sctp } }
                        - { id: d, dataset: portal, format: access-log, syslog: { listen: "h:514", protocol: udp, tls: { certificate: a, key: b } } }
                        - { id: e, dataset: traffic, format: detector-csv, lines: { listen: "h:70000" } }
                        - { id: f, dataset: traffic, format: detector-json, mqtt: { server: "http://h", version: 4, window: 0, shared: a/b } }
                        - { id: g, dataset: traffic, format: detector-json, mqtt: { server: "mqtt://h", topics: a, tls: { certificate: c } } }
                        - { id: h, dataset: portal, format: access-log, syslog: { listen: "h:1", tls: { certificate: a } } }
                        - { id: i, dataset: portal, format: access-log, kafka: { topic: chengyun.portal, from: now, client_file: none } }
                        - { id: j, dataset: portal, format: access-log, lines: { listen: "h:1", protocol: udp, connections: 3 } }
                        """))
                .containsExactly(
                        "1 a feed needs one of tail, files, syslog, lines, mqtt, kafka, pull",
                        "2 a feed needs one of tail, files, syslog, lines, mqtt, kafka, pull",
                        "3 protocol 'sctp' is neither tcp nor udp",
                        "3 '514' is not host:port such as 0.0.0.0:6514",
                        "4 'tls' and 'connections' are for TCP only",
                        "5 'h:70000' is not host:port such as 0.0.0.0:6514",
                        "5 format 'detector-csv' is a table: give its first line as 'header'",
                        "6 'http://h' is not mqtt://host:port or mqtts://host:port",
                        "6 version '4' is neither 3.1.1 nor 5",
                        "6 'topics' needs one topic or more, such as city/air/#",
                        "6 'a/b' must be a plain word, the name of the group",
                        "6 0 is not between 1 and 65535",
                        "7 'tls' is for mqtts:// only",
                        "7 'certificate' and 'key' belong together",
                        "8 'key' is missing",
                        "9 'chengyun.portal' is one of our own topics: raw records come in another one",
                        "9 'now' is neither begin nor end",
                        "9 %s cannot be read".formatted(folder.resolve("none")),
                        "10 'tls' and 'connections' are for TCP only");
    }

    @Test
    void shouldReadWhatIsFetched() throws IOException {
        Feeds feeds = read("""
                - id: a
                  dataset: events
                  format: open311-json@chicago
                  pull:
                    url: https://city.example/requests.json?x=1
                    query: { jurisdiction_id: city.example, extensions: true }
                    since: { parameter: updated_after, overlap: 5m, first: 7d }
                    pages: { size: 50, size_parameter: page_size }
                    key: { file: key.txt, header: X-Key }
                    tls: { ca: ca.pem }
                - id: b
                  dataset: events
                  format: open311-json
                  pull: { url: "http://h/r", every: 5m, since: { parameter: start_date, until: end_date, last: 90d }, redirects: [h2], timeout: 9s, most_mib: 2 }
                - { id: c, dataset: events, format: open311-json, cases: a-city, pull: { url: "http://h/r" } }
                - { id: d, dataset: traffic, format: datex2, pull: { url: "http://h/d" } }
                """);
        List<PullFeed> pulled = feeds.over(PullFeed.class);
        assertThat(pulled.get(0).every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(pulled.get(0).query())
                .containsOnly(Map.entry("jurisdiction_id", "city.example"), Map.entry("extensions", "true"));
        assertThat(pulled.get(0).since())
                .isEqualTo(new PullFeed.SinceNewest("updated_after", Duration.ofMinutes(5), Duration.ofDays(7)));
        assertThat(pulled.get(0).pages()).isEqualTo(new PullFeed.Pages("page", "page_size", 50, 1, 1_000));
        assertThat(pulled.get(0).secret()).isEqualTo(new PullFeed.Secret(folder.resolve("key.txt"), "X-Key", null));
        assertThat(pulled.get(0).tls().trusted()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(pulled.get(1).since())
                .isEqualTo(new PullFeed.SinceAgo("start_date", "end_date", Duration.ofDays(90)));
        assertThat(pulled.get(1).redirects()).containsExactly("h2");
        assertThat(pulled.get(1).mostBytes()).isEqualTo(2 << 20);
        // whose cases: the city's, the feed's, as said, none
        assertThat(pulled).extracting(PullFeed::cases).containsExactly("chicago", "b", "a-city", null);
    }

    @Test
    void shouldRefuseToFetchFromAnywhere() {
        assertThat(faults("""
                        - { id: a, dataset: events, format: open311-json, pull: { url: "file:///etc/passwd", every: 1ms } }
                        - { id: b, dataset: events, format: open311-json, pull: { url: "http://u:secret@h/", since: { parameter: s, until: u } } }
                        - { id: c, dataset: events, format: open311-json, pull: { url: "http://h/", key: { file: k }, tls: { ca: x }, pages: { size: 0 } } }
                        - { id: d, dataset: traffic, format: datex2, cases: mine, pull: { url: "http://h/", since: { parameter: s, last: 1d, first: 1d } } }
                        """))
                .containsExactly(
                        "1 it must be http://host/… or https://host/…, without user, password and '#'",
                        "1 PT0.001S is not between PT1S and PT168H",
                        "2 it must be http://host/… or https://host/…, without user, password and '#'",
                        "2 'until' is for 'last'",
                        "3 0 is not between 1 and 2147483647",
                        "3 'key' needs either a 'header' or a 'parameter'",
                        "3 'tls' is for https:// only",
                        "4 the format is not of cases as they stand: leave out 'cases'",
                        "4 'last' always asks for the same span: leave out 'overlap' and 'first'");
    }
}
