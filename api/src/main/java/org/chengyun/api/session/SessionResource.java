package org.chengyun.api.session;

import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.chengyun.api.ApiConfig;
import org.chengyun.api.access.Access;
import org.chengyun.api.access.Roles;
import org.chengyun.api.asof.AsOfView;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.chengyun.api.snapshot.Snapshots;
import org.chengyun.api.span.SpanParser;
import org.chengyun.api.window.By;
import org.chengyun.api.window.SeriesQuery;
import org.chengyun.datasets.catalogue.WindowSpec;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/metrics/{id}/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Metrics")
class SessionResource {
    private final Snapshots snapshots;
    private final Sessions sessions;
    private final Summaries summaries;
    private final Access access;
    private final ApiConfig config;

    SessionResource(Snapshots snapshots, Sessions sessions, Summaries summaries, Access access, ApiConfig config) {
        this.snapshots = snapshots;
        this.sessions = sessions;
        this.summaries = summaries;
        this.access = access;
        this.config = config;
    }

    @GET
    @Operation(
            summary = "Sessions of a metric",
            description = "Of a metric with 'session' in its definition. Sessions that may still grow are included and "
                    + "provisional. Ordered by start, then dimensions. Everything in one answer is read at one cut; "
                    + "follow 'next' until it is null for more. Series by district or agency outside your scope are "
                    + "left out. Sessions of people are shown to administrators only, and who looked is logged; ask for "
                    + "their summary.")
    public SessionAnswer sessions(
            @Parameter(description = "Metric id", example = "traffic.congestion.site") @PathParam("id") String id,
            @Parameter(
                            description = "Sessions that start at or after it (ISO 8601 with offset)",
                            example = "2026-11-21T00:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Sessions that start before it", example = "2026-11-22T00:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(
                            description =
                                    "dimension=value, repeatable: several values of a dimension mean any of them, several dimensions all of them; an empty value stands for none",
                            example = "site=D017")
                    @QueryParam("by")
                    List<String> by,
            @Parameter(
                            description = "What was known then: a cut, a time, or latest. Sessions that were not final "
                                    + "then are left out",
                            example = "48213")
                    @QueryParam("asOf")
                    @Nullable
                    String asOf,
            @Parameter(description = "Most rows")
                    @QueryParam("limit")
                    @DefaultValue("1000")
                    @Min(1)
                    @Max(SeriesQuery.HIGHEST_LIMIT)
                    int limit,
            @Parameter(description = "'next' of the page before") @QueryParam("cursor") @Nullable String cursor) {
        var moment = AsOfView.parse(asOf);
        var query = new SessionQuery(id, SpanParser.parse(from, to), By.parse(by), limit, Optional.ofNullable(cursor));
        boolean seesPeople = access.seesPeople();
        SessionAnswer answer = snapshots.read(
                access.scope(), snapshot -> sessions.read(AsOfView.of(snapshot, moment), query, seesPeople));
        if (answer.isOfPeople()) {
            Log.infof(
                    "sessions: %s looked at %d sessions of people: metric=%s from=%s to=%s",
                    access.account(),
                    answer.sessions().size(),
                    answer.metric(),
                    query.starts().start(),
                    query.starts().end());
        }
        return answer;
    }

    @GET
    @Path("summary")
    @Operation(
            summary = "Sessions of a metric together",
            description = "How many began, how long they were, how many observations each had, and where: over all, by "
                    + "group, by window. Counts and percentiles are exact. Sessions that may still grow are counted as they are "
                    + "so far.")
    public SessionSummary summary(
            @Parameter(description = "Metric id", example = "portal.sessions.service") @PathParam("id") String id,
            @Parameter(
                            description = "Sessions that start at or after it (ISO 8601 with offset)",
                            required = true,
                            example = "2026-11-21T00:00:00Z")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "Sessions that start before it", required = true, example = "2026-11-22T00:00:00Z")
                    @QueryParam("to")
                    @Nullable
                    String to,
            @Parameter(description = "By which windows their starts are counted: 1h, day …", example = "1h")
                    @QueryParam("window")
                    @DefaultValue("1h")
                    String window,
            @Parameter(description = "dimension=value, repeatable", example = "service=tax") @QueryParam("by")
                    List<String> by,
            @Parameter(description = "Most groups")
                    @QueryParam("groups")
                    @DefaultValue("100")
                    @Min(1)
                    @Max(SummaryQuery.MOST_GROUPS)
                    int groups) {
        WindowSpec counted = WindowSpec.parse(window, config.zone())
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.WINDOW_UNKNOWN,
                        "'%s' is no window; sessions are counted in any, such as 1h or day.".formatted(window)));
        var query = new SummaryQuery(id, SpanParser.parse(from, to), counted, By.parse(by), groups);
        return snapshots.read(access.scope(), snapshot -> summaries.read(snapshot, query));
    }
}
