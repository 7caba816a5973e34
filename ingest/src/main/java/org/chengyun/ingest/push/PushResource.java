package org.chengyun.ingest.push;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Locale;
import org.chengyun.ingest.problem.Body;
import org.chengyun.ingest.problem.IngestProblem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pushing records over HTTP. */
@Path("/api/v1/feeds")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"feed", "operator"})
@RunOnVirtualThread
@Tag(name = "Feeds", description = "Records pushed by agency systems, a request at a time")
public class PushResource {
    private static final int BODY_BYTES = 8 << 20;
    private static final int MAX_KEY = 200;
    private static final String NDJSON = "application/x-ndjson";

    private final Pushes pushes;
    private final SecurityIdentity identity;

    PushResource(Pushes pushes, SecurityIdentity identity) {
        this.pushes = pushes;
        this.identity = identity;
    }

    @POST
    @Path("{dataset}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Push records, one JSON object per line, at most 8 MiB; all of a request counts or nothing")
    public Receipt push(
            @PathParam("dataset") String dataset,
            @QueryParam("format") @Nullable String format,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("cases") @Nullable String cases,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            InputStream body) {
        if (!type.toLowerCase(Locale.ROOT).startsWith(NDJSON)) {
            throw IngestProblem.unsupportedMedia(NDJSON);
        }
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw IngestProblem.badRequest(
                    "idempotency-key-malformed",
                    "The idempotency key cannot be used",
                    "give 1 to %d characters".formatted(MAX_KEY));
        }
        String sender = identity.getPrincipal().getName();
        return pushes.take(new Pushes.Request(dataset, sender, format, zone, cases, key), Body.read(body, BODY_BYTES));
    }
}
