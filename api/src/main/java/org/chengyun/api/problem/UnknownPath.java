package org.chengyun.api.problem;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Catches what no resource answers, else the page router behind would answer a program with a page. */
@Path("/api/{path:.*}")
@Authenticated
class UnknownPath {
    @GET
    @Operation(hidden = true)
    public void get(@PathParam("path") String path) {
        throw unknown(path);
    }

    @POST
    @Operation(hidden = true)
    public void post(@PathParam("path") String path) {
        throw unknown(path);
    }

    @PUT
    @Operation(hidden = true)
    public void put(@PathParam("path") String path) {
        throw unknown(path);
    }

    @DELETE
    @Operation(hidden = true)
    public void delete(@PathParam("path") String path) {
        throw unknown(path);
    }

    @PATCH
    @Operation(hidden = true)
    public void patch(@PathParam("path") String path) {
        throw unknown(path);
    }

    private static ProblemException unknown(String path) {
        return new ProblemException(
                ProblemCode.PATH_UNKNOWN, "/api/%s does not exist; see /q/openapi.".formatted(path));
    }
}
