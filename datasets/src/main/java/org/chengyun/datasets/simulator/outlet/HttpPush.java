package org.chengyun.datasets.simulator.outlet;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Pushes batches as NDJSON until the receiver has accepted them; a batch keeps its key, so none counts twice. */
public final class HttpPush implements Outlet {
    private static final Pattern ACCEPTED = Pattern.compile("\"accepted\"\\s*:\\s*(\\d+)");
    private static final long FIRST_PAUSE_MS = 250;
    private static final long LONGEST_PAUSE_MS = 15_000;
    private static final int SHOWN = 300;

    private final HttpClient http;
    private final URI url;
    private final @Nullable Token token;
    private final String keyPrefix;
    private final FeedState state;
    private final Stop stop;
    private final PrintStream console;
    private String lastTrouble = "";
    private long sent;
    private long readable;
    private long accepted;

    /**
     * @param url of the feed, such as {@code http://host/api/v1/feeds/traffic}
     * @param token null if the receiver wants none
     * @param keyPrefix begins the keys of this feed's batches
     */
    public HttpPush(
            HttpClient http,
            URI url,
            @Nullable Token token,
            String keyPrefix,
            FeedState state,
            Stop stop,
            PrintStream console) {
        this.http = http;
        this.url = url;
        this.token = token;
        this.keyPrefix = keyPrefix;
        this.state = state;
        this.stop = stop;
        this.console = console;
    }

    @Override
    public boolean deliver(Batch batch) throws IOException {
        state.begin(batch.toMs());
        String key = "%s-%d-%d".formatted(keyPrefix, batch.fromMs(), batch.toMs());
        byte[] body = batch.bytes();
        long pauseMs = FIRST_PAUSE_MS;
        while (!attempt(key, body)) {
            if (stop.within(pauseMs)) {
                return false;
            }
            pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        }
        sent += batch.records().size();
        readable += batch.readable();
        state.reached(batch.toMs(), 0);
        return true;
    }

    private boolean attempt(String key, byte[] body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/x-ndjson")
                    .header("Idempotency-Key", key)
                    .POST(BodyPublishers.ofByteArray(body));
            if (token != null) {
                request.header("Authorization", "Bearer " + token.value());
            }
            return accepts(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return trouble("cannot reach it: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean accepts(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            if (!lastTrouble.isEmpty()) {
                console.println(url.getPath() + ": accepted again");
                lastTrouble = "";
            }
            Matcher count = ACCEPTED.matcher(response.body());
            accepted += count.find() ? Long.parseLong(count.group(1)) : 0;
            return true;
        }
        if (response.statusCode() == 401 && token != null) {
            token.refused();
        }
        String answer = response.body();
        String shown = answer.substring(0, Math.min(SHOWN, answer.length()));
        return trouble("status " + response.statusCode() + " " + shown);
    }

    /** Says it once, however often it happens. */
    private boolean trouble(String what) {
        if (!what.equals(lastTrouble)) {
            console.println(url.getPath() + ": " + what + "; trying again until it is accepted");
            lastTrouble = what;
        }
        return false;
    }

    @Override
    public String summary() {
        return "%,d records sent, %,d of them readable, %,d accepted".formatted(sent, readable, accepted);
    }
}
