package org.chengyun.ingest.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Writes a problem as {@code application/problem+json}. */
@Provider
public final class IngestProblemMapper implements ExceptionMapper<IngestProblem> {
    @Override
    public Response toResponse(IngestProblem problem) {
        var response = Response.status(problem.status())
                .type("application/problem+json")
                .entity(problem.body());
        problem.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
        return response.build();
    }
}
