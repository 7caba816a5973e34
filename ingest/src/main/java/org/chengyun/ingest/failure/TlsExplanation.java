package org.chengyun.ingest.failure;

import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no TLS. */
final class TlsExplanation {
    private TlsExplanation() {}

    /** Null for what says nothing by itself: another cause may say more. */
    static @Nullable String of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof CertificateExpiredException) {
            return "its TLS certificate has expired (%s): have it renewed".formatted(message);
        }
        if (failure instanceof CertificateNotYetValidException) {
            return "its TLS certificate is not valid yet (%s): check the clocks of both machines".formatted(message);
        }
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "its TLS certificate is not for this host name (%s): ask for it by a name that the certificate has"
                    .formatted(message);
        }
        if (message.contains("valid certification path") || message.contains("Path does not chain")) {
            return "nobody we trust issued its TLS certificate: name the certificate of its authority, 'tls: { ca: FILE }'";
        }
        if (message.contains("not an SSL/TLS record") || message.contains("recognized SSL message")) {
            return "the other side does not speak TLS: check the port, or both sides' settings";
        }
        if (message.contains("certificate_required") || message.contains("bad_certificate")) {
            return "it wants a certificate of ours, or another one: 'tls: { certificate: FILE, key: FILE }'";
        }
        if (message.contains("certificate_unknown") && message.startsWith("Received fatal alert")) {
            return "the other side does not trust our TLS certificate: give it the certificate of our authority";
        }
        return failure instanceof SSLException && !message.isBlank() ? "no TLS: " + message : null;
    }
}
