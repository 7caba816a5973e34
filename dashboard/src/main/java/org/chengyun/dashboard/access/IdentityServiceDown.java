package org.chengyun.dashboard.access;

import io.quarkus.logging.Log;
import io.quarkus.oidc.OIDCException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says 503 in words, where Quarkus would say 500, while Keycloak does not answer. The page asks again by itself. */
@ApplicationScoped
class IdentityServiceDown {
    private static final String PROBLEM = """
            {"type":"https://chengyun.org/problems/identity-service-unavailable","title":"Identity service unavailable",\
            "status":503,"detail":"Keycloak does not answer, so nobody can be signed in. Try again in a few seconds."}""";

    private final String page = page();

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (context.response().ended() || !isDown(context.failure())) {
            context.next();
            return;
        }
        boolean api = context.normalizedPath().startsWith("/api/");
        Log.warnf(
                "identity service unavailable: error=%s",
                Objects.requireNonNull(context.failure()).getMessage());
        context.response()
                .setStatusCode(503)
                .putHeader("Retry-After", "5")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", api ? "application/problem+json" : "text/html;charset=UTF-8")
                .end(api ? PROBLEM : page);
    }

    private static boolean isDown(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OIDCException) {
                return true;
            }
        }
        return false;
    }

    private static String page() {
        try (var in =
                Objects.requireNonNull(IdentityServiceDown.class.getResourceAsStream("/identity-service-down.html"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
