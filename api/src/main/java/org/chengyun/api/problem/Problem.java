package org.chengyun.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The body of an unsuccessful answer (RFC 9457). Further members depend on the type: {@code windows}, {@code dimensions} … */
record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @JsonIgnore Map<String, List<String>> members) {
    /** Media type of problems. */
    static final String MEDIA_TYPE = "application/problem+json";

    @JsonAnyGetter
    public Map<String, List<String>> further() {
        return members;
    }

    static Response response(ProblemCode code, String detail) {
        return response(code, detail, Map.of()).build();
    }

    static Response.ResponseBuilder response(ProblemCode code, String detail, Map<String, List<String>> members) {
        return Response.status(code.status())
                .type(MEDIA_TYPE)
                .entity(new Problem(code.type(), code.title(), code.status(), detail, members));
    }
}
