package org.chengyun.api.audit;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.chengyun.api.access.Roles;
import org.chengyun.api.span.SpanParser;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/engine")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Engine")
class AuditResource {
    private final Audits audits;
    private final SecurityIdentity identity;

    AuditResource(Audits audits, SecurityIdentity identity) {
        this.audits = audits;
        this.identity = identity;
    }

    @GET
    @Path("audit")
    @Operation(
            summary = "Audit any range now",
            description =
                    "In every cut, events in = counted + filtered + duplicates + quarantined; the offsets of each partition "
                            + "chain without gap or overlap; as many records lie in quarantine. What fails is told with its cut, "
                            + "partition and offset. Nothing is stored.")
    public AuditAnswer run(
            @Parameter(description = "Only this dataset", example = "traffic") @QueryParam("dataset") @Nullable
                    String dataset,
            @Parameter(description = "Cuts committed at or after it", example = "2026-11-21T00:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Cuts committed before it", example = "2026-11-22T00:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to) {
        return audits.run(dataset, SpanParser.parse(from, to));
    }

    @GET
    @Path("audits")
    @Operation(summary = "Stored audits, the newest first", description = "One a night, and what people asked for.")
    public List<Audit> list(
            @Parameter(description = "Only this dataset", example = "traffic") @QueryParam("dataset") @Nullable
                    String dataset,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return audits.newest(dataset == null || dataset.isEmpty() ? null : dataset, limit);
    }

    @POST
    @Path("audits")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Audit any range now and keep the verdict", description = "Answers the newest audits.")
    public List<Audit> store(
            @QueryParam("dataset") @Nullable String dataset,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        audits.runAndStore(
                dataset, SpanParser.parse(from, to), identity.getPrincipal().getName());
        return audits.newest(null, 50);
    }
}
