package org.chengyun.ingest.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be provoked everywhere; the rest is provoked by the tests of the transports. */
class ExplanationTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new ConnectException(), "connection refused"),
                arguments(new ConnectException("connection timed out after 10000 ms: /10.0.0.1:1883"), "firewall"),
                arguments(new HttpConnectTimeoutException("HTTP connect timed out"), "firewall"),
                arguments(new NoRouteToHostException(), "no way to this host"),
                arguments(new BindException("Address already in use"), "has this port"),
                arguments(new BindException("Cannot assign requested address"), "no such address"),
                arguments(new BindException("Permission denied"), "ports below 1024"),
                arguments(new AccessDeniedException("/var/log/x"), "/var/log/x may not be read by '"),
                arguments(new NoSuchFileException("/x"), "/x does not exist"),
                arguments(
                        caused(new SSLHandshakeException("PKIX"), new CertificateExpiredException("NotAfter: x")),
                        "expired"),
                arguments(new SSLHandshakeException("No name matching a.b found"), "not for this host name (No name"),
                arguments(
                        new SSLHandshakeException("Received fatal alert: certificate_required"), "certificate of ours"),
                arguments(new SSLHandshakeException("Received fatal alert: certificate_unknown"), "does not trust our"),
                arguments(new SSLException("Unrecognized SSL message, plaintext connection?"), "does not speak TLS"),
                arguments(new SSLException("Unsupported or unrecognized SSL message"), "does not speak TLS"),
                arguments(new SSLHandshakeException("something new"), "no TLS: something new"),
                arguments(new IOException("HTTP/1.1 header parser received no bytes"), "closed the connection"),
                arguments(new IOException(new EOFException()), "closed the connection"),
                arguments(new IOException("disk on fire"), "disk on fire"));
    }

    private static Throwable caused(Throwable failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void shouldSayWhatHappened(Throwable failure, String words) {
        assertThat(Explanation.of(failure)).contains(words);
        assertThat(Explanation.of(new IllegalStateException("wrapped", failure)))
                .isNotBlank();
    }

    @Test
    void shouldNotEndlesslyFollowCauses() {
        var one = new IOException("one");
        var other = new IOException("other", one);
        one.initCause(other);

        assertThat(Explanation.of(one)).isEqualTo("one");
    }
}
