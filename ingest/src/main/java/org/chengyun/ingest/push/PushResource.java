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
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.chengyun.ingest.problem.Body;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.push.Pushes.Form;
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
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Map<String, Form> TYPES = Map.of(
            "application/x-ndjson", Form.NDJSON,
            "text/plain", Form.LINES,
            "text/csv", Form.TABLE,
            "application/json", Form.DOCUMENT,
            "application/xml", Form.DOCUMENT,
            "text/xml", Form.DOCUMENT);

    private final Pushes pushes;
    private final SecurityIdentity identity;

    PushResource(Pushes pushes, SecurityIdentity identity) {
        this.pushes = pushes;
        this.identity = identity;
    }

    @POST
    @Path("{dataset}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Push records, at most 8 MiB; all of a request counts or nothing",
            description =
                    "The Content-Type says how the body is written: application/x-ndjson (JSON objects, one per line), "
                            + "text/plain (lines of a log), text/csv (a table with its header), application/json, application/xml or "
                            + "text/xml (a document). The receipt names the records that were rejected, told nothing new, or came "
                            + "late. 413: larger than 8 MiB; 415: another type; 429 with Retry-After: too much waits for Kafka; "
                            + "503 with Retry-After: Kafka is away. After these nothing was taken, and the same may be sent again.")
    public Receipt push(
            @PathParam("dataset") String dataset,
            @QueryParam("format") @Nullable String format,
            @QueryParam("zone") @Nullable String zone,
            @QueryParam("cases") @Nullable String cases,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("Content-Type") @DefaultValue("") String type,
            @HeaderParam("Content-Length") @DefaultValue("") String length,
            InputStream body) {
        Form form = TYPES.get(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        if (form == null) {
            throw IngestProblem.unsupportedMedia(String.join(", ", new TreeSet<>(TYPES.keySet())));
        }
        if (key != null && (key.isBlank() || key.length() > MAX_KEY)) {
            throw IngestProblem.badRequest(
                    "idempotency-key-malformed",
                    "The idempotency key cannot be used",
                    "give 1 to %d characters".formatted(MAX_KEY));
        }
        var request = new Pushes.Request(
                dataset,
                identity.getPrincipal().getName(),
                format,
                zone,
                cases,
                key,
                form,
                SenderClaims.scope(identity));
        Gate.Pass pass = pushes.enter(announced(length));
        try {
            return pushes.take(request, Body.read(body, BODY_BYTES));
        } finally {
            pass.leave();
        }
    }

    /** As many bytes as the sender says there are, or as there may be. */
    private static long announced(String length) {
        return LENGTH.matcher(length).matches() ? Math.min(Long.parseLong(length), BODY_BYTES) : BODY_BYTES;
    }
}
