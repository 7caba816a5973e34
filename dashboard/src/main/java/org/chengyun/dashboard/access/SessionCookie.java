package org.chengyun.dashboard.access;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Keeps the servlet session's cookie from scripts and from requests that other sites start.
 *
 * <p>Undertow knows no SameSite, and Quarkus's own setting does not reach Undertow's cookies.
 */
@ApplicationScoped
class SessionCookie {
    private static final String SET_COOKIE = "Set-Cookie";

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE + 1).handler(SessionCookie::watch);
    }

    private static void watch(RoutingContext context) {
        context.addHeadersEndHandler(
                end -> mend(context.response(), context.request().isSSL()));
        context.next();
    }

    private static void mend(HttpServerResponse response, boolean secure) {
        List<String> cookies = response.headers().getAll(SET_COOKIE);
        if (cookies.stream().anyMatch(cookie -> cookie.startsWith("JSESSIONID="))) {
            response.headers()
                    .set(
                            SET_COOKIE,
                            cookies.stream()
                                    .map(cookie -> mended(cookie, secure))
                                    .toList());
        }
    }

    static String mended(String cookie, boolean secure) {
        if (!cookie.startsWith("JSESSIONID=")) {
            return cookie;
        }
        String mended = with(with(cookie, "HttpOnly", "HttpOnly"), "SameSite", "SameSite=Lax");
        return secure ? with(mended, "Secure", "Secure") : mended;
    }

    private static String with(String cookie, String name, String attribute) {
        return cookie.contains("; " + name) ? cookie : cookie + "; " + attribute;
    }
}
