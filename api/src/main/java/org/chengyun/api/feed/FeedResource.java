package org.chengyun.api.feed;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.chengyun.api.access.Access;
import org.chengyun.api.access.Roles;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Not for every viewer: what fails is told with its addresses and files. */
@Path("/api/v1/feeds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Feeds")
class FeedResource {
    private final FeedService feeds;
    private final Access access;

    FeedResource(FeedService feeds, Access access) {
        this.feeds = feeds;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Whether the feeds are healthy",
            description = "Per feed: its condition in a sentence and what to do, what came in the last hour and day, "
                    + "quarantined by reason, minutes behind, expected against observed rate, the last good record. Per "
                    + "dataset: repeated and late events, and which controllers or sensors are silent. Written by each "
                    + "process every five seconds; the exact accounting is that of the cuts.")
    public FeedsAnswer all() {
        return feeds.now(access.scope());
    }

    @GET
    @Path("{feed}")
    @Operation(summary = "Whether one feed is healthy", description = "And what is known of its dataset.")
    public FeedsAnswer one(
            @Parameter(description = "Id in feeds.yaml; push:DATASET, load:DATASET", example = "portal-main")
                    @PathParam("feed")
                    String feed) {
        return feeds.require(feed, access.scope());
    }
}
