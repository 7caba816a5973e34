package org.chengyun.ingest.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.chengyun.datasets.yaml.YamlNode;
import org.chengyun.ingest.feed.PullFeed.Pages;
import org.chengyun.ingest.feed.PullFeed.Secret;
import org.chengyun.ingest.feed.PullFeed.Since;
import org.chengyun.ingest.feed.PullFeed.SinceAgo;
import org.chengyun.ingest.feed.PullFeed.SinceNewest;
import org.jspecify.annotations.Nullable;

/** Reads how a feed is fetched. */
final class PullReader {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofDays(30);
    private static final Duration AGES = Duration.ofDays(36_500);
    private static final int MOST_MIB = 256;
    private static final int LARGEST_MIB = 8_192;
    private static final int MOST_PAGES = 1_000;
    private static final URI NOWHERE = URI.create("http://missing/");

    private final YamlNode pull;
    private final Function<String, Path> resolve;

    /** @param resolve finds a path that the file names */
    PullReader(YamlNode pull, Function<String, Path> resolve) {
        this.pull = pull;
        this.resolve = resolve;
    }

    PullFeed read(Feed feed) {
        pull.onlyKeys("url", "every", "query", "since", "pages", "key", "tls", "timeout", "most_mib", "redirects");
        URI url = url();
        return new PullFeed(
                feed,
                url,
                within("every", Duration.ofMinutes(1), SHORTEST, LONGEST),
                query(),
                since(pull.get("since")),
                pages(pull.get("pages")),
                secret(pull.get("key")),
                tls("https".equals(url.getScheme())),
                within("timeout", TIMEOUT, SHORTEST, Duration.ofHours(1)),
                (long) within(pull.get("most_mib"), MOST_MIB, LARGEST_MIB) << 20,
                Set.copyOf(pull.get("redirects").texts()));
    }

    private URI url() {
        String text = pull.requireText("url");
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            pull.get("url").fault("it cannot be read: " + e.getReason());
            return NOWHERE;
        }
        // not shown: it may hold a password
        pull.get("url").fault("it must be http://host/… or https://host/…, without user, password and '#'");
        return NOWHERE;
    }

    private Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        pull.get("query")
                .entries()
                .forEach((name, value) -> query.put(name, value.text().orElse("")));
        return query;
    }

    private @Nullable Since since(YamlNode since) {
        if (since.isAbsent()) {
            return null;
        }
        since.onlyKeys("parameter", "until", "last", "overlap", "first");
        String parameter = since.requireText("parameter");
        if (since.get("last").isAbsent()) {
            if (!since.get("until").isAbsent()) {
                since.get("until").fault("'until' is for 'last'");
            }
            return new SinceNewest(
                    parameter,
                    within(since.get("overlap"), OVERLAP, Duration.ZERO, AGES),
                    within(since.get("first"), FIRST, Duration.ZERO, AGES));
        }
        if (!since.get("overlap").isAbsent() || !since.get("first").isAbsent()) {
            since.fault("'last' always asks for the same span: leave out 'overlap' and 'first'");
        }
        return new SinceAgo(
                parameter, since.get("until").text().orElse(null), within(since.get("last"), FIRST, SHORTEST, AGES));
    }

    private static @Nullable Pages pages(YamlNode pages) {
        if (pages.isAbsent()) {
            return null;
        }
        pages.onlyKeys("parameter", "size_parameter", "size", "first", "most");
        int first = pages.get("first").integer().orElse(1);
        return new Pages(
                pages.get("parameter").text().orElse("page"),
                pages.get("size_parameter").text().orElse(null),
                within(pages.get("size"), 1, Integer.MAX_VALUE),
                first,
                within(pages.get("most"), MOST_PAGES, Integer.MAX_VALUE));
    }

    private @Nullable Secret secret(YamlNode key) {
        if (key.isAbsent()) {
            return null;
        }
        key.onlyKeys("file", "header", "parameter");
        Optional<String> header = key.get("header").text();
        Optional<String> parameter = key.get("parameter").text();
        if (header.isPresent() == parameter.isPresent()) {
            key.fault("'key' needs either a 'header' or a 'parameter'");
        }
        return new Secret(resolve.apply(key.requireText("file")), header.orElse(null), parameter.orElse(null));
    }

    private TlsFiles tls(boolean encrypted) {
        YamlNode tls = pull.get("tls").onlyKeys("ca", "certificate", "key");
        if (!tls.isAbsent() && !encrypted) {
            tls.fault("'tls' is for https:// only");
        }
        Path certificate = tls.get("certificate").text().map(resolve).orElse(null);
        Path key = tls.get("key").text().map(resolve).orElse(null);
        if ((certificate == null) != (key == null)) {
            tls.fault("'certificate' and 'key' belong together");
            return TlsFiles.NONE;
        }
        return new TlsFiles(certificate, key, tls.get("ca").text().map(resolve).orElse(null));
    }

    private Duration within(String name, Duration otherwise, Duration least, Duration most) {
        return within(pull.get(name), otherwise, least, most);
    }

    private static Duration within(YamlNode node, Duration otherwise, Duration least, Duration most) {
        Duration value = node.duration().orElse(otherwise);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            node.fault("%s is not between %s and %s".formatted(value, least, most));
        }
        return value;
    }

    private static int within(YamlNode node, int otherwise, int most) {
        int value = node.integer().orElse(otherwise);
        if (value < 1 || value > most) {
            node.fault("%d is not between 1 and %d".formatted(value, most));
        }
        return value;
    }
}
