package org.chengyun.dashboard.access;

import io.quarkus.oidc.TenantResolver;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * Pages sign in with the code flow, {@code /api} takes bearer tokens and answers 401 instead of a redirect.
 *
 * <p>One exception: a plain read of {@code /api} by a signed-in browser (a download link on a page) counts as that
 * person's. Only reads, so that no other site can make a browser change something.
 */
@ApplicationScoped
class Tenants implements TenantResolver {
    private static final String API = "api";

    @Override
    public @Nullable String resolve(RoutingContext context) {
        boolean api = context.normalizedPath().startsWith("/api/");
        return api && !isReadBySignedInBrowser(context) ? API : null;
    }

    private static boolean isReadBySignedInBrowser(RoutingContext context) {
        var request = context.request();
        return switch (request.method().name()) {
            case "GET", "HEAD" ->
                request.getHeader("Authorization") == null
                        && request.cookies().stream().anyMatch(c -> c.getName().startsWith("q_session"));
            default -> false;
        };
    }
}
