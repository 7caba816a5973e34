package org.chengyun.ingest.pull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.chengyun.ingest.failure.Explanation;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.PullFeed.Secret;
import org.chengyun.ingest.pull.PullState.Document;
import org.chengyun.ingest.tls.PemStores;
import org.jspecify.annotations.Nullable;

/** Asks one source for documents. Not thread-safe. */
final class Fetcher implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 5;
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final PullFeed feed;
    private final Spool spool;
    private final InstantSource clock;
    private @Nullable HttpClient client;

    Fetcher(PullFeed feed, Spool spool, InstantSource clock) {
        this.feed = feed;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * Asks for a document and waits for all of it.
     *
     * @param last if the source names it by its content, and still has the same, nothing is sent; null to get it anyway
     * @throws FetchFailed if the source cannot be reached or answers otherwise, in words without secrets
     * @throws IOException if it breaks off, or a file of ours cannot be read
     */
    Fetched fetch(URI url, @Nullable Document last) throws IOException, FetchFailed, InterruptedException {
        URI next = url;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            HttpResponse<InputStream> response = send(next, last);
            try (InputStream body = response.body()) {
                if (!REDIRECTS.contains(response.statusCode())) {
                    return answer(next, response, body);
                }
            }
            next = target(next, response);
        }
        throw new FetchFailed("%s redirects more than %d times".formatted(Address.shown(url), MOST_REDIRECTS));
    }

    private HttpResponse<InputStream> send(URI url, @Nullable Document last)
            throws IOException, FetchFailed, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .timeout(feed.timeout())
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "chengyun");
        if (last != null && !last.etag().isEmpty()) {
            request.header("If-None-Match", last.etag());
        }
        if (last != null && !last.lastModified().isEmpty()) {
            request.header("If-Modified-Since", last.lastModified());
        }
        HttpRequest asked = withSecret(request, url).build();
        HttpClient open = client();
        try {
            return open.send(asked, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new FetchFailed("%s (port %d): %s".formatted(Address.shown(url), port(url), Explanation.of(e)));
        }
    }

    /** Only the source itself is shown the secret. */
    private HttpRequest.Builder withSecret(HttpRequest.Builder request, URI url) throws IOException, FetchFailed {
        Secret secret = feed.secret();
        if (secret == null || !isOwn(url)) {
            return request.uri(url);
        }
        List<String> lines = Files.readAllLines(secret.file());
        String word = lines.isEmpty() ? "" : lines.get(0).strip();
        if (word.isEmpty() || word.chars().anyMatch(c -> c < ' ' || c > '~')) {
            // the client's own message would show it
            throw new FetchFailed(
                    "%s holds no key in its first line, or one that cannot be sent".formatted(secret.file()));
        }
        if (secret.header() != null) {
            return request.uri(url).header(secret.header(), word);
        }
        return request.uri(Address.with(url, Map.of(String.valueOf(secret.parameter()), word)));
    }

    private HttpClient client() throws IOException {
        HttpClient open = client;
        if (open == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER);
            if ("https".equals(feed.url().getScheme())) {
                builder.sslContext(PemStores.context(feed.tls()));
            }
            open = builder.build();
            client = open;
        }
        return open;
    }

    private Fetched answer(URI url, HttpResponse<InputStream> response, InputStream body)
            throws IOException, FetchFailed, InterruptedException {
        int status = response.statusCode();
        if (status == NOT_MODIFIED) {
            return new Fetched.NotModified();
        }
        if (status != OK) {
            throw new FetchFailed(
                    "%s answers with status %d".formatted(Address.shown(url), status), retryAfter(response));
        }
        String packing = response.headers()
                .firstValue("Content-Encoding")
                .orElse("identity")
                .toLowerCase(Locale.ROOT);
        boolean packed = packing.equals("gzip") || packing.equals("x-gzip");
        if (!packed && !packing.equals("identity")) {
            throw new FetchFailed(
                    "%s packs its answer as %s, which was not asked for".formatted(Address.shown(url), packing));
        }
        return take(body, packed, response);
    }

    /** The client's own timeout ends with the first byte of the body. */
    private Fetched take(InputStream body, boolean packed, HttpResponse<InputStream> response)
            throws IOException, FetchFailed, InterruptedException {
        var late = new AtomicBoolean();
        Thread guard = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(feed.timeout());
                late.set(true);
                body.close();
            } catch (InterruptedException | IOException done) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return spool.take(
                    body,
                    packed,
                    feed.mostBytes(),
                    response.headers().firstValue("ETag").orElse(""),
                    response.headers().firstValue("Last-Modified").orElse(""));
        } catch (IOException e) {
            if (late.get()) {
                throw new FetchFailed("the answer was not complete within %d s"
                        .formatted(feed.timeout().toSeconds()));
            }
            throw e;
        } finally {
            guard.interrupt();
        }
    }

    private @Nullable Duration retryAfter(HttpResponse<?> response) {
        String asked = response.headers().firstValue("Retry-After").orElse("").strip();
        if (SECONDS.matcher(asked).matches()) {
            return Duration.ofSeconds(Long.parseLong(asked));
        }
        try {
            Instant until = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), until);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private URI target(URI from, HttpResponse<?> response) throws FetchFailed {
        String location = response.headers().firstValue("Location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new FetchFailed("%s redirects to something that is no address".formatted(Address.shown(from)));
        }
        boolean http =
                "https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()));
        boolean allowed = to.getHost() != null
                && to.getRawUserInfo() == null
                && (isOwn(to) || feed.redirects().contains(to.getHost()));
        if (!http || !allowed) {
            throw new FetchFailed(
                    "%s redirects to %s; if that is right, name its host in 'redirects' (never from https to http)"
                            .formatted(
                                    Address.shown(from),
                                    to.getHost() == null ? "another place" : to.getScheme() + "://" + to.getHost()));
        }
        return to;
    }

    private boolean isOwn(URI url) {
        return isUpgrade(url)
                || (feed.url().getHost().equalsIgnoreCase(url.getHost()) && port(feed.url()) == port(url));
    }

    /** From http to https of the same host, as web servers do it: behind another port may be somebody else. */
    private boolean isUpgrade(URI url) {
        return feed.url().getHost().equalsIgnoreCase(url.getHost())
                && "http".equals(feed.url().getScheme())
                && "https".equals(url.getScheme())
                && port(feed.url()) == HTTP_PORT
                && port(url) == HTTPS_PORT;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public void close() {
        HttpClient open = client;
        client = null;
        if (open != null) {
            open.shutdownNow();
        }
    }
}
