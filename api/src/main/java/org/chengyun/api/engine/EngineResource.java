package org.chengyun.api.engine;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.chengyun.api.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/engine")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Engine", description = "How the engine stands, and whether everything read was accounted for")
class EngineResource {
    private final EngineService engine;

    EngineResource(EngineService engine) {
        this.engine = engine;
    }

    @GET
    @Operation(
            summary = "How the engine stands",
            description = "Per dataset: watermark, lag, rate, why the next window is open, each partition with its "
                    + "newest event time and last activity, and the newest cuts with their timings.")
    public EngineAnswer now() {
        return engine.now();
    }
}
