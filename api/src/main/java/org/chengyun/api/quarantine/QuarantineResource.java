package org.chengyun.api.quarantine;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Quarantine", description = "What was rejected, why, and reading it again")
class QuarantineResource {
    private final QuarantineService quarantine;
    private final SecurityIdentity identity;

    QuarantineResource(QuarantineService quarantine, SecurityIdentity identity) {
        this.quarantine = quarantine;
        this.identity = identity;
    }

    private String account() {
        return identity.getPrincipal().getName();
    }

    @GET
    @Operation(
            summary = "What waits, by dataset, feed and reason",
            description = "Each with what the reason means and what to do. What was replayed is not in it.")
    public List<QuarantineGroup> groups() {
        return quarantine.groups();
    }

    @GET
    @Path("records")
    @Operation(
            summary = "The records themselves, the newest first",
            description =
                    "With their bytes. Of a dataset that may name people only admins are given these. Who looked is logged.")
    public RejectedRecords records(
            @Parameter(description = "Dataset", required = true, example = "traffic") @QueryParam("dataset") @Nullable
                    String dataset,
            @QueryParam("feed") @Nullable String feed,
            @QueryParam("reason") @Nullable String reason,
            @Parameter(description = "'next' of the page before") @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(RecordsQuery.HIGHEST_LIMIT) int limit) {
        return quarantine.records(
                new RecordsQuery(String.valueOf(dataset), blankIsNull(feed), blankIsNull(reason), after, limit),
                new QuarantineService.Reader(account(), identity.hasRole(Roles.ADMIN)));
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @POST
    @Path("replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Read records again",
            description =
                    "With the formats and feeds as their files say now. What can be read goes into Kafka, each record once, "
                            + "and out of the quarantine; the rest stays, with the reason it has now. With 'dry' nothing changes.")
    public Response ask(@Nullable ReplayWish wish) {
        if (wish == null || wish.dataset() == null) {
            throw new ProblemException(ProblemCode.BODY_MALFORMED, "Name the dataset: {\"dataset\": \"…\"}.");
        }
        QuarantineReplay replay = quarantine.ask(
                new ReplayWish(
                        wish.dataset(),
                        blankIsNull(wish.feed()),
                        blankIsNull(wish.reason()),
                        blankIsNull(wish.format()),
                        wish.dry()),
                account());
        return Response.accepted(replay)
                .location(URI.create("/api/v1/quarantine/replays/" + replay.number()))
                .build();
    }

    @GET
    @Path("replays")
    @Operation(summary = "The newest replays first")
    public List<QuarantineReplay> newest(@QueryParam("limit") @DefaultValue("20") @Min(1) @Max(200) int limit) {
        return quarantine.newest(limit);
    }

    @GET
    @Path("replays/{number}")
    @Operation(summary = "One replay", description = "How far it is, and what came of it.")
    public QuarantineReplay replay(@PathParam("number") long number) {
        return quarantine.replay(number);
    }

    @POST
    @Path("replays/{number}/cancel")
    @Operation(
            summary = "Take back a replay that still waits",
            description =
                    "409 if it has begun: then it goes on to its end. Who did it is logged, and stands with the replay.")
    public QuarantineReplay cancel(@PathParam("number") long number) {
        return quarantine.cancel(number, account());
    }
}
