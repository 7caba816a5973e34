package org.chengyun.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of an unsuccessful answer (RFC 9457). Further members depend on the type: {@code windows}, {@code dimensions} … */
@Schema(
        description = "Why the request was not answered (RFC 9457). Further members depend on the type.",
        examples = """
                {"type": "https://chengyun.org/problems/window-unknown", "title": "The metric has no such window", \
                "status": 400, "detail": "portal.requests has no window '2h'; use one of 1m, 1h, 1d.", \
                "windows": ["1m", "1h", "1d"]}""")
public record Problem(
        @Schema(description = "https://chengyun.org/problems/ and the stable code")
        URI type,

        @Schema(description = "Short, the same for every problem of the type")
        String title,

        @Schema(description = "HTTP status") int status,

        @Schema(description = "What happened here and what to do")
        String detail,

        @JsonIgnore @Schema(hidden = true) Map<String, List<String>> members) {
    /** Media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

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
