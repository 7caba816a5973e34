package org.chengyun.api.status;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.chengyun.api.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/status")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Status", description = "How the feeds stand")
class StatusResource {
    private final StatusService status;

    StatusResource(StatusService status) {
        this.status = status;
    }

    @GET
    @Operation(
            summary = "How the feeds stand",
            description =
                    "Per dataset: watermark, newest event time, lag in records, last cut, quarantined records by reason.")
    public Status now() {
        return status.now();
    }
}
