package org.chengyun.dashboard.access;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the tests: shows that real ones stand before the answer "no such resource", and that roles count. */
@Path("/api/v1/probe")
public class ProbeResource {
    @GET
    @RolesAllowed("viewer")
    public String probe() {
        return "here";
    }

    @GET
    @Path("unannotated")
    public String unannotated() {
        return "nobody may read this";
    }
}
