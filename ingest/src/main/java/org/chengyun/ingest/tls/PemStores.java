package org.chengyun.ingest.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.chengyun.ingest.feed.TlsFiles;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys. Thread-safe. */
public final class PemStores {
    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = {};

    private PemStores() {}

    /**
     * TLS as the files say.
     *
     * @throws IOException if a file cannot be read or is not what it should be; the message names it
     */
    public static SSLContext context(TlsFiles files) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = keys(files);
            TrustManagerFactory trusted = trusted(files);
            context.init(
                    keys == null ? null : keys.getKeyManagers(),
                    trusted == null ? null : trusted.getTrustManagers(),
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** What we show; null if that is nothing. */
    public static @Nullable KeyManagerFactory keys(TlsFiles files) throws IOException {
        Path certificate = files.certificate();
        Path key = files.key();
        if (certificate == null || key == null) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry(
                    "ours",
                    privateKey(key),
                    NO_PASSWORD,
                    certificates(certificate).toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s and %s cannot be used: %s".formatted(certificate, key, e.getMessage()), e);
        }
    }

    /** Whom we trust; null for whom Java trusts. */
    public static @Nullable TrustManagerFactory trusted(TlsFiles files) throws IOException {
        Path trusted = files.trusted();
        if (trusted == null) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            int no = 0;
            for (Certificate certificate : certificates(trusted)) {
                store.setCertificateEntry("trusted-" + no++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s cannot be used: %s".formatted(trusted, e.getMessage()), e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        var found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException(
                    "%s holds no plain PKCS #8 key; make one with 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'"
                            .formatted(file));
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = privateKey(algorithm, encoded);
            if (key != null) {
                return key;
            }
        }
        throw new IOException("%s holds a key that is none of %s".formatted(file, String.join(", ", ALGORITHMS)));
    }

    private static @Nullable PrivateKey privateKey(String algorithm, byte[] encoded) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (InvalidKeySpecException otherKind) {
            return null;
        }
    }
}
