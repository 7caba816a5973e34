package org.chengyun.launcher.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chengyun.launcher.api.Endpoint;
import org.chengyun.launcher.home.Secret;
import org.chengyun.launcher.home.Secrets;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;
import org.chengyun.launcher.stack.Part;
import org.jspecify.annotations.Nullable;

/**
 * The application that a command talks to: the one that CHENGYUN_URL names, the one of the running stack, or one that is
 * started for it. Not thread-safe.
 */
public final class TheApplication implements Endpoint.Source {
    private static final String CLIENT = "chengyun-cli";

    private @Nullable Endpoint last;

    private TheApplication() {}

    public static Endpoint.Source runningOrStarted() {
        return new TheApplication();
    }

    @Override
    public Endpoint now() {
        try {
            Endpoint known = last;
            Endpoint found = find(known);
            last = found;
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Endpoint find(@Nullable Endpoint known) throws IOException, InterruptedException {
        String url = env("CHENGYUN_URL");
        if (!url.isBlank()) {
            return remote(url);
        }
        StackHome home = StackHome.ofUser();
        Optional<StackState> running = StackState.readRunning(home);
        if (running.isPresent() && running.get().ready()) {
            return local(home, running.get());
        }
        // Lost on the way: whoever stopped it did so on purpose; it may come back.
        return known == null ? local(home, start(home, running)) : known;
    }

    private static StackState start(StackHome home, Optional<StackState> starting)
            throws IOException, InterruptedException {
        if (starting.isPresent()) {
            return waitFor(home);
        }
        System.err.println("No stack runs in " + home.folder() + ": starting one in the background"
                + " (deploy/chengyun stop ends it).");
        StackState state = new Background(home, System.err).start(List.of("up"));
        System.err.println("The stack runs at " + state.url());
        return state;
    }

    private static StackState waitFor(StackHome home) throws IOException, InterruptedException {
        System.err.println("The stack in " + home.folder() + " is starting; waiting for it.");
        while (true) {
            StackState state = StackState.readRunning(home)
                    .orElseThrow(() -> new IOException("the stack in " + home.folder() + " did not start"));
            if (state.ready()) {
                return state;
            }
            Thread.sleep(200);
        }
    }

    private static Endpoint local(StackHome home, StackState state) throws IOException {
        if (!state.parts().containsKey(Part.APPLICATION.key())) {
            throw new IOException(
                    "the stack in %s runs without the application (%s)".formatted(home.folder(), state.mode()));
        }
        return new Endpoint(
                state.url(),
                state.realmUrl() + "/protocol/openid-connect/token",
                CLIENT,
                Secrets.read(home).get(Secret.CLIENT_CHENGYUN_CLI));
    }

    private static Endpoint remote(String url) throws IOException {
        String realm = env("CHENGYUN_OIDC_URL");
        String secret = env("CHENGYUN_CLI_SECRET");
        if (realm.isBlank() || secret.isBlank()) {
            throw new IOException("with CHENGYUN_URL set, CHENGYUN_OIDC_URL (the realm) and CHENGYUN_CLI_SECRET"
                    + " (of the client chengyun-cli) are needed, too");
        }
        return new Endpoint(url.replaceFirst("/+$", ""), realm + "/protocol/openid-connect/token", CLIENT, secret);
    }

    private static String env(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
