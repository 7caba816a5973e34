package org.chengyun.api.cut;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.chengyun.api.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/cuts")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Cuts", description = "Commits of the engine: what every number belongs to")
class CutResource {
    private final Cuts cuts;
    private final CutStream stream;

    CutResource(Cuts cuts, CutStream stream) {
        this.cuts = cuts;
        this.stream = stream;
    }

    @GET
    @Path("latest")
    @Produces(MediaType.APPLICATION_JSON)
    @RunOnVirtualThread
    @Operation(summary = "The newest commits", description = "Over all and per dataset, with the watermark.")
    public LatestCuts latest() {
        return cuts.latest();
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Word of each commit, as it happens",
            description =
                    "Server-sent events named 'cut', from now on; a comment as a sign of life in between. The stream "
                            + "ends when the token does, or when its reader falls far behind: come back and read afresh.")
    @APIResponse(
            responseCode = "200",
            description = "An open stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = CutNotice.class)))
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        return stream.open(sse);
    }
}
