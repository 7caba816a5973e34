package org.chengyun.api.problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Documents, once for every operation, how a refusal looks. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ProblemAnswers implements OASFilter {
    private static final Map<String, String> REFUSALS = Map.of(
            "400", "A parameter cannot be used; the type says which and why",
            "401", "No valid token (token-missing)",
            "403", "The account lacks the role (role-missing)",
            "404", "No such metric, ranking or path",
            "500", "A fault in Chengyun; the detail holds an incident number (fault)",
            "503", "The database does not answer or took too long; Retry-After says when to come back");

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        if (openApi.getPaths() == null || openApi.getPaths().getPathItems() == null) {
            return;
        }
        openApi.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith("/api/v1/")) {
                item.getOperations().values().forEach(ProblemAnswers::describe);
            }
        });
        openApi.getComponents().addSchema("Problem", problem());
    }

    private static void describe(Operation operation) {
        REFUSALS.forEach(
                (status, description) -> operation.getResponses().addAPIResponse(status, refusal(description)));
    }

    private static APIResponse refusal(String description) {
        Schema reference = OASFactory.createSchema().ref("#/components/schemas/Problem");
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(reference)));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("Why the request was not answered (RFC 9457). Further members depend on the type.")
                .addProperty(
                        "type",
                        text(
                                "Stable: https://chengyun.org/problems/ and the code",
                                ProblemCode.WINDOW_UNKNOWN.type().toString()))
                .addProperty(
                        "title", text("The same for every problem of the type", ProblemCode.WINDOW_UNKNOWN.title()))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.INTEGER)
                                .addExample(400))
                .addProperty(
                        "detail",
                        text(
                                "What happened here and what to do",
                                "portal.requests has no window '2h'; use one of 1m, 1h, 1d."));
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description(description)
                .addExample(example);
    }
}
