package org.chengyun.ingest.pull;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.chengyun.ingest.feed.PullFeed;
import org.chengyun.ingest.feed.PullFeed.Pages;
import org.chengyun.ingest.feed.PullFeed.Since;
import org.chengyun.ingest.feed.PullFeed.SinceAgo;
import org.chengyun.ingest.feed.PullFeed.SinceNewest;
import org.jspecify.annotations.Nullable;

/** Says where to ask for what. Immutable. */
record Address(PullFeed feed) {
    /** A new round, at the time {@code now}. */
    PullState.Round begin(long newestMs, Instant now) {
        int page = feed.pages() == null ? 0 : feed.pages().first();
        long nowMs = now.truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
        return switch (feed.since()) {
            case null -> new PullState.Round(0, 0, page, 0);
            case SinceNewest since
            when newestMs == 0 -> new PullState.Round(nowMs - since.first().toMillis(), 0, page, 0);
            case SinceNewest since ->
                new PullState.Round(newestMs - since.overlap().toMillis(), 0, page, 0);
            case SinceAgo ago ->
                new PullState.Round(nowMs - ago.last().toMillis(), ago.until() == null ? 0 : nowMs, page, 0);
        };
    }

    /** The URL of a round's page, without the secret. */
    URI of(PullState.Round round) {
        Map<String, String> query = new TreeMap<>(feed.query());
        Since since = feed.since();
        if (since != null) {
            query.put(since.parameter(), time(round.since()));
        }
        if (since instanceof SinceAgo ago && ago.until() != null) {
            query.put(ago.until(), time(round.until()));
        }
        Pages pages = feed.pages();
        if (pages != null) {
            query.put(pages.parameter(), Integer.toString(round.page()));
            if (pages.sizeParameter() != null) {
                query.put(pages.sizeParameter(), Integer.toString(pages.size()));
            }
        }
        return with(feed.url(), query);
    }

    private static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A URL with more parameters. */
    static URI with(URI url, Map<String, String> query) {
        if (query.isEmpty()) {
            return url;
        }
        var all = new StringJoiner("&");
        String own = url.getRawQuery();
        if (own != null && !own.isEmpty()) {
            all.add(own);
        }
        query.forEach((name, value) -> all.add(encoded(name) + "=" + encoded(value)));
        String text = url.toString();
        int question = text.indexOf('?');
        return URI.create((question < 0 ? text : text.substring(0, question)) + "?" + all);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** For people: nothing of the query, which may hold secrets. */
    static String shown(URI url) {
        @Nullable String path = url.getRawPath();
        return "%s://%s%s".formatted(url.getScheme(), url.getRawAuthority(), path == null ? "" : path);
    }
}
