package org.chengyun.dashboard.access;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Answers 404 for an address below {@code /api} that no resource has: the servlet behind would send the first page. */
@ApplicationScoped
class UnknownApi {
    private static final String PROBLEM = """
            {"type":"https://chengyun.org/problems/not-found","title":"Not found","status":404,\
            "detail":"There is no such resource. /q/openapi lists all that there are."}""";

    void register(@Observes Router router) {
        router.route("/api/*").order(RouteConstants.ROUTE_ORDER_DEFAULT - 1).handler(UnknownApi::answer);
    }

    private static void answer(RoutingContext context) {
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/problem+json")
                .end(PROBLEM);
    }
}
