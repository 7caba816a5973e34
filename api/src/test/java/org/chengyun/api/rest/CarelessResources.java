package org.chengyun.api.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Endpoints as they should not be written, to see that nothing comes of it. */
@Path("/api/v1/careless")
class CarelessResources {
    @GET
    @Path("forgotten")
    public String forgotten() {
        return "open to everyone?";
    }

    @GET
    @Path("faulty")
    @PermitAll
    public String faulty() {
        throw new IllegalStateException("secret of the test");
    }
}
