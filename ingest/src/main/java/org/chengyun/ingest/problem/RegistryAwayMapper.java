package org.chengyun.ingest.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.chengyun.ingest.decode.RegistryAway;

/** Without the registry of sites nothing is taken that would need it. */
@Provider
public final class RegistryAwayMapper implements ExceptionMapper<RegistryAway> {
    private static final int RETRY_AFTER_SECONDS = 5;

    @Override
    public Response toResponse(RegistryAway away) {
        return new IngestProblemMapper()
                .toResponse(IngestProblem.databaseUnavailable(String.valueOf(away.getMessage()), RETRY_AFTER_SECONDS));
    }
}
