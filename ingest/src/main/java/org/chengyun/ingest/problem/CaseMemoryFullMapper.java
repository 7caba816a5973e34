package org.chengyun.ingest.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.chengyun.ingest.outbox.CaseMemoryFull;

/** The caller can only wait until somebody gives ingest more memory. */
@Provider
public final class CaseMemoryFullMapper implements ExceptionMapper<CaseMemoryFull> {
    @Override
    public Response toResponse(CaseMemoryFull full) {
        return new IngestProblemMapper().toResponse(IngestProblem.caseMemoryFull(String.valueOf(full.getMessage())));
    }
}
