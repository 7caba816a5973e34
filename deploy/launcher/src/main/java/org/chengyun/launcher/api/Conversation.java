package org.chengyun.launcher.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;

/**
 * What a command asks the application, one request after the other. Each is tried again while the application is away, for
 * two minutes. Not thread-safe.
 */
public final class Conversation {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FAILED = 1;

    private final ApiClient client;
    private final Patience patience = new Patience(PATIENCE, line -> System.err.println("… " + line));

    private Conversation(Endpoint.Source endpoint) {
        this.client = new ApiClient(endpoint, Clock.systemUTC());
    }

    /** What a command does with the answers. */
    public interface Work {
        /** The exit code. */
        int with(Conversation application) throws ProblemException, AwayException, InterruptedException;
    }

    /** The exit code of the work; 1 if the application cannot do it, with its reason on standard error. */
    public static int hold(Endpoint.Source endpoint, Work work) throws InterruptedException {
        try {
            return work.with(new Conversation(endpoint));
        } catch (ProblemException | AwayException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    public JsonNode get(String path) throws ProblemException, AwayException, InterruptedException {
        return patience.keepTrying(() -> client.get(path));
    }

    public JsonNode get(ApiPath path) throws ProblemException, AwayException, InterruptedException {
        return get(path.toString());
    }

    public JsonNode post(String path, JsonNode body) throws ProblemException, AwayException, InterruptedException {
        return patience.keepTrying(() -> client.post(path, body));
    }
}
