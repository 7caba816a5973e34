package org.chengyun.dashboard.access;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Answers 204 to a browser that is still signed in; any other is sent to sign in. Asked by a page that went stale. */
@Path("/session")
class SessionResource {
    @GET
    @Authenticated
    @Operation(hidden = true)
    public void check() {}
}
