package org.chengyun.api.replay;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.chengyun.api.access.Roles;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.span.SpanParser;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/replays")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Replays", description = "Metrics computed again over the retained log")
class ReplayResource {
    private final ReplayService replays;
    private final SecurityIdentity identity;

    ReplayResource(ReplayService replays, SecurityIdentity identity) {
        this.replays = replays;
        this.identity = identity;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Compute a metric again",
            description =
                    "A second job reads the retained log beside the live one. The new numbers take the place of the old in one commit, as a new version; or they are compared with them and dropped.")
    public Response ask(@Nullable ReplayRequest request) {
        if (request == null || request.metric() == null) {
            throw new ProblemException(ProblemCode.BODY_MALFORMED, "Name the metric: {\"metric\": \"…\"}.");
        }
        Replay replay = replays.ask(
                request.metric(),
                request.compare(),
                SpanParser.parse(request.from(), request.to()),
                identity.getPrincipal().getName());
        return Response.accepted(replay)
                .location(URI.create("/api/v1/replays/" + replay.number()))
                .build();
    }

    @GET
    @Operation(summary = "The newest replays first")
    public List<Replay> newest(@QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return replays.newest(limit);
    }

    @GET
    @Path("{number}")
    @Operation(summary = "One replay", description = "How far it is, and what came of it.")
    public Replay one(@PathParam("number") long number) {
        return replays.require(number);
    }
}
