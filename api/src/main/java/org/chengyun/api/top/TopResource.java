package org.chengyun.api.top;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.chengyun.api.access.Access;
import org.chengyun.api.access.Roles;
import org.chengyun.api.asof.AsOfView;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.span.SpanParser;
import org.chengyun.api.window.SeriesQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/metrics/{id}/top")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Metrics")
class TopResource {
    private final Snapshots snapshots;
    private final Tops tops;
    private final Access access;

    TopResource(Snapshots snapshots, Tops tops, Access access) {
        this.snapshots = snapshots;
        this.tops = tops;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Rankings of a metric's series",
            description =
                    "The first n series of each window by the metric's statistic; equals by dimensions. Open windows "
                            + "are ranked from what has come so far.")
    public TopAnswer top(
            @Parameter(description = "Metric id", example = "traffic.volume.road") @PathParam("id") String id,
            @Parameter(description = "One of the windows of the metric's ranking", required = true, example = "1h")
                    @QueryParam("window")
                    @DefaultValue("")
                    String window,
            @Parameter(
                            description = "Windows that start at or after it (ISO 8601 with offset)",
                            example = "2026-11-21T08:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Windows that start before it", example = "2026-11-21T09:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(
                            description = "What was known then: a cut, a time, or latest. Windows that were not closed "
                                    + "then are left out",
                            example = "48213")
                    @QueryParam("asOf")
                    @Nullable
                    String asOf,
            @Parameter(description = "Most rows")
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    @Min(1)
                    @Max(SeriesQuery.HIGHEST_LIMIT)
                    int limit,
            @Parameter(description = "'next' of the page before") @QueryParam("cursor") @Nullable String cursor) {
        var moment = AsOfView.parse(asOf);
        var query = new TopQuery(id, window, SpanParser.parse(from, to), limit, Optional.ofNullable(cursor));
        return snapshots.read(access.scope(), snapshot -> tops.read(AsOfView.of(snapshot, moment), query));
    }
}
