package org.chengyun.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import org.chengyun.datasets.yaml.Faults;
import org.chengyun.datasets.yaml.YamlNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private final Faults faults = new Faults();

    private Routes routes(String yaml) {
        return Routes.read(YamlNode.read(new StringReader(yaml), "routes.yaml", faults));
    }

    @Test
    void shouldTakeTheFirstRouteThatBeginsThePath() {
        Routes routes = routes("routes: [{path: /a/b, service: ab}, {path: /a, service: a}, {path: '/s/{service}/x'}]");

        assertThat(routes.service("/a/b/c", null)).isEqualTo("ab");
        assertThat(routes.service("/a/bc", null)).isEqualTo("a");
        assertThat(routes.service("/ab", null)).isEqualTo("other");
        assertThat(routes.service("/s/tax/x/1", null)).isEqualTo("tax");
        assertThat(routes.service("/s/tax/y", null)).isEqualTo("other");
        assertThat(routes.service("/s", "www.city.gov")).isEqualTo("www.city.gov");
        assertThat(routes.service(null, null)).isEqualTo("other");
    }

    @Test
    void shouldLetNobodyInventServices() {
        Routes open = routes("routes: [{path: '/s/{service}'}]");
        Routes closed = routes("services: [tax]\nroutes: [{path: '/s/{service}'}]");

        assertThat(open.service("/s/<script>", null)).isEqualTo("other");
        assertThat(open.service("/s/" + "a".repeat(65), null)).isEqualTo("other");
        assertThat(open.service("/s/", null)).isEqualTo("other");
        assertThat(closed.service("/s/tax", null)).isEqualTo("tax");
        assertThat(closed.service("/s/toll", null)).isEqualTo("other");
        assertThat(open.service("/", "a b")).isEqualTo("other");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/a/b.css,true",
        "/A.PNG,true",
        "/font.woff2,true",
        "/robots.txt,true",
        "/x.webmanifest,true",
        "/a.css/b,false",
        "/form.html,false",
        "/letter.txt,false",
        "/report.pdf,false",
        "/,false",
        "/css,false",
        "/a.,false",
        "/.ünterlagen,false",
        "/a.averyverylongending,false"
    })
    void shouldTellWhatBelongsToPagesByItsEnding(String path, boolean isStatic) {
        assertThat(Routes.NONE.isStatic(path)).isEqualTo(isStatic);
    }

    @Test
    void shouldTakeTheEndingsThatAreNamed() {
        Routes routes = routes("static: [pdf]\nroutes: []");

        assertThat(routes.isStatic("/a.pdf")).isTrue();
        assertThat(routes.isStatic("/a.css")).isFalse();
        routes("static: [.css]\nroutes: []");
        assertThat(faults.all())
                .singleElement()
                .satisfies(f -> assertThat(f.line()).isEqualTo(1));
    }

    @Test
    void shouldReportEveryFaultWithItsLine() {
        routes("routes:\n- {path: /a}\n- {path: '/{service}', service: b}\n- {paht: /c, service: c}\n");

        assertThat(faults.all()).extracting(f -> f.line()).containsExactly(2, 3, 4, 4);
    }
}
