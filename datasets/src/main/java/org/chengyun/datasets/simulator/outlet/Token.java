package org.chengyun.datasets.simulator.outlet;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bearer token by OAuth client credentials, fetched anew before it expires. Thread-safe. */
public final class Token {
    private static final Pattern ACCESS = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern EXPIRES = Pattern.compile("\"expires_in\"\\s*:\\s*(\\d+)");
    private static final long SPARE_MS = 20_000;

    private final HttpClient http;
    private final URI url;
    private final String client;
    private final String secret;
    private final Clock clock;
    private String value = "";
    private long goodUntilMs;

    public Token(HttpClient http, URI url, String client, String secret, Clock clock) {
        this.http = http;
        this.url = url;
        this.client = client;
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * A token that is good now.
     *
     * @throws IOException if the identity provider gives none, with its answer
     */
    synchronized String value() throws IOException, InterruptedException {
        if (clock.millis() < goodUntilMs) {
            return value;
        }
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=" + encoded(client)
                        + "&client_secret=" + encoded(secret)))
                .build();
        long askedMs = clock.millis();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        Matcher access = ACCESS.matcher(response.body());
        if (response.statusCode() != 200 || !access.find()) {
            throw new IOException("no token for client '%s' from %s: status %d; is CHENGYUN_SIMULATOR_SECRET right?"
                    .formatted(client, url, response.statusCode()));
        }
        Matcher expires = EXPIRES.matcher(response.body());
        long lifeMs = expires.find() ? Long.parseLong(expires.group(1)) * 1000 : 60_000;
        value = access.group(1);
        goodUntilMs = askedMs + Math.max(lifeMs / 2, lifeMs - SPARE_MS);
        return value;
    }

    /** The receiver did not take it: fetch another one next time. */
    synchronized void refused() {
        goodUntilMs = 0;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
