package org.chengyun.ingest.load;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.chengyun.ingest.problem.Body;
import org.chengyun.ingest.problem.IngestProblem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Loading files over HTTP. */
@Path("/api/v1/loads")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@RunOnVirtualThread
@Tag(name = "Loads", description = "Files, loaded piece by piece; each record counts once")
public class LoadResource {
    private static final int REQUEST_BYTES = 256 * 1024;
    private static final int PIECE_BYTES = 8 << 20;

    private final Loads loads;

    LoadResource(Loads loads) {
        this.loads = loads;
    }

    @GET
    @Operation(summary = "Every load, also half-done ones")
    public List<LoadStatus> list(@QueryParam("dataset") @Nullable String dataset) {
        return loads.list(dataset);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Where a load stands, and whether the engine has committed all of it")
    public LoadStatus get(@PathParam("id") String id) {
        return loads.get(id);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Begin a load; the same content again answers with the load that exists")
    public LoadStatus begin(@HeaderParam("Content-Type") @DefaultValue("") String type, InputStream body) {
        require(type, MediaType.APPLICATION_JSON);
        return loads.begin(LoadRequest.parse(Body.read(body, REQUEST_BYTES)));
    }

    @PUT
    @Path("{id}/bytes")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send the next piece of the content, at most 8 MiB")
    public LoadStatus append(
            @PathParam("id") String id,
            @QueryParam("from") @DefaultValue("-1") long from,
            @QueryParam("last") boolean last,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            InputStream body) {
        require(type, MediaType.APPLICATION_OCTET_STREAM);
        return loads.append(id, from, last, Body.read(body, PIECE_BYTES));
    }

    private static void require(String type, String expected) {
        if (!type.toLowerCase(Locale.ROOT).startsWith(expected)) {
            throw IngestProblem.unsupportedMedia(expected);
        }
    }
}
