package org.chengyun.dashboard.access;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

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
    public String resolve(RoutingContext context) {
        boolean api = context.normalizedPath().startsWith("/api/");
        // null would let Quarkus look for a tenant called like a part of the path, and there is one called "api"
        return api && !isReadBySignedInBrowser(context) ? API : OidcUtils.DEFAULT_TENANT_ID;
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
