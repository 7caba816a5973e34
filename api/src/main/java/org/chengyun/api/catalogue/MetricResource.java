package org.chengyun.api.catalogue;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.chengyun.api.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/api/v1/metrics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Metrics", description = "What is computed, and what it means")
class MetricResource {
    private final MetricService metrics;

    MetricResource(MetricService metrics) {
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "All metrics", description = "Every metric of this installation with its current version.")
    public List<MetricDefinition> all() {
        return metrics.all();
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "One metric's definition",
            description =
                    "Labels and meaning in English and Chinese, unit, dimensions, windows, statistics, ranking, version.")
    public MetricDefinition one(
            @Parameter(description = "Metric id", example = "traffic.speed.road") @PathParam("id") String id) {
        return metrics.require(id);
    }
}
