package org.chengyun.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Answers to requests that are refused before any resource sees them: they have no exception that could be mapped. */
@ApplicationScoped
public class RefusedRequests {
    private final ObjectMapper json;

    RefusedRequests(ObjectMapper json) {
        this.json = json;
    }

    /** Whether callers of the path expect problems as bodies, not pages. */
    public static boolean isInterface(RoutingContext context) {
        return context.normalizedPath().startsWith("/api/");
    }

    /** Ends a request without a valid token. */
    public void unauthorized(RoutingContext context) {
        ProblemCode code = ProblemCode.TOKEN_MISSING;
        boolean tried = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
        String detail = tried
                ? "The token is not valid here or no longer; get a new one."
                : "This needs a bearer token of the realm 'chengyun' with the role 'viewer'.";
        context.response()
                .setStatusCode(code.status())
                .putHeader("WWW-Authenticate", tried ? "Bearer error=\"invalid_token\"" : "Bearer")
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(body(new Problem(code.type(), code.title(), code.status(), detail, Map.of())));
    }

    private String body(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always writable", e);
        }
    }
}
