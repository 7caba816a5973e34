package org.chengyun.ingest.feed;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are fetched over HTTP, again and again.
 *
 * @param url http or https, with no user and no fragment
 * @param every time from one begin to the next
 * @param query parameters added to the URL
 * @param since asks for what is new only; null to ask for all
 * @param pages null if the answer is one document
 * @param secret shown to the server; null for none
 * @param timeout of one request, up to the last byte
 * @param mostBytes longest document, unpacked
 * @param redirects hosts to which the server may send us, besides itself
 */
public record PullFeed(
        Feed feed,
        URI url,
        Duration every,
        Map<String, String> query,
        @Nullable Since since,
        @Nullable Pages pages,
        @Nullable Secret secret,
        TlsFiles tls,
        Duration timeout,
        long mostBytes,
        Set<String> redirects)
        implements FeedDefinition {
    public PullFeed {
        query = Map.copyOf(query);
        redirects = Set.copyOf(redirects);
    }

    /** From when on. */
    public sealed interface Since {
        /** Parameter for the begin. */
        String parameter();
    }

    /**
     * From the newest time known on.
     *
     * @param overlap how long before it, for what the source publishes out of order
     * @param first how far back at the first time
     */
    public record SinceNewest(String parameter, Duration overlap, Duration first) implements Since {}

    /**
     * Always the last so many days.
     *
     * @param until parameter for the end, which is now; null if the source asks for none
     */
    public record SinceAgo(String parameter, @Nullable String until, Duration last) implements Since {}

    /**
     * An answer in pages: asked for until one holds fewer records than a page has, or the same as the one before.
     *
     * @param parameter for the number of the page
     * @param sizeParameter for how many records a page has; null if the source asks for none
     * @param size records of a full page
     * @param first number of the first page
     * @param most pages at once; more are a failure
     */
    public record Pages(String parameter, @Nullable String sizeParameter, int size, int first, int most) {}

    /**
     * A secret in a file, read anew for each request.
     *
     * @param file its first line is the secret
     * @param header to send it in; null to send it as a parameter
     * @param parameter likewise
     */
    public record Secret(
            Path file, @Nullable String header, @Nullable String parameter) {}
}
