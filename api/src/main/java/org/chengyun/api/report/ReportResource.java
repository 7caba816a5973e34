package org.chengyun.api.report;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.chengyun.api.report.ReportProblem.Code;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/reports")
@RolesAllowed("viewer")
@RunOnVirtualThread
@Tag(name = "Reports", description = "Daily city briefs as PDF, XLSX and CSV")
class ReportResource {
    private static final int MOST = 500;

    private final ReportService reports;
    private final ReportConfig config;
    private final SecurityIdentity identity;
    private final Clock clock = Clock.systemUTC();

    ReportResource(ReportService reports, ReportConfig config, SecurityIdentity identity) {
        this.reports = reports;
        this.config = config;
        this.identity = identity;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The newest reports first", description = "Failed ones included, with their reason.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Report[].class), mediaType = "application/json"))
    public Response list(
            @QueryParam("date") @Nullable String date,
            @QueryParam("locale") @Nullable String locale,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            return ReportProblem.response(Code.LIMIT_INVALID, "limit must be 1 to %d, got %d".formatted(MOST, limit));
        }
        return withDate(
                date,
                day -> withLocale(
                        locale,
                        language -> Response.ok(reports.list(day.orElse(null), language.orElse(null), limit))
                                .build()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("analyst")
    @Operation(summary = "Make a report now", description = "Answers when it is made, or says why it cannot be.")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Report.class), mediaType = "application/json"))
    public Response make(@Nullable ReportRequest request) {
        var wanted = request == null ? new ReportRequest(null, null) : request;
        return withDate(
                wanted.date(),
                given -> withLocale(wanted.locale(), language -> {
                    LocalDate today = LocalDate.ofInstant(clock.instant(), config.zone());
                    LocalDate day = given.orElse(today.minusDays(1));
                    if (day.isAfter(today)) {
                        return ReportProblem.response(
                                Code.DATE_FUTURE,
                                "%s has not begun in %s; today is %s".formatted(day, config.zone(), today));
                    }
                    return made(day, language.orElse(Locale.SIMPLIFIED_CHINESE));
                }));
    }

    private Response made(LocalDate day, Locale locale) {
        try {
            var report = reports.make(day, locale, identity.getPrincipal().getName());
            return Response.created(URI.create("/api/v1/reports/" + report.id()))
                    .entity(report)
                    .build();
        } catch (ReportFailed e) {
            return ReportProblem.response(
                    Code.REPORT_FAILED,
                    "The brief of %s could not be made; nothing was kept of it. It is listed as %s with the reason."
                            .formatted(day, e.id()));
        }
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One report")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Report.class), mediaType = "application/json"))
    public Response one(String id) {
        return uuid(id).flatMap(reports::find)
                .map(report -> Response.ok(report).build())
                .orElseGet(() -> unknown(id));
    }

    @GET
    @Path("{id}/manifest")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "What a report was made from",
            description = "Template, cut, metric definitions, counts and the SHA-256 of each file.")
    public Response manifest(String id) {
        return uuid(id).flatMap(reports::manifest)
                .map(manifest -> Response.ok(manifest).build())
                .orElseGet(() -> missing(id));
    }

    @GET
    @Path("{id}/{format: pdf|xlsx|csv}")
    @Operation(
            summary = "A report's file",
            description =
                    "The bytes as they were made. Text in the CSV that a spreadsheet would run as a formula has an "
                            + "apostrophe in front.")
    public Response file(String id, String format, @Context Request request) {
        return uuid(id).flatMap(known -> BriefFormat.ofExtension(format).flatMap(kind -> reports.fetch(known, kind)))
                .map(file -> file(file, request))
                .orElseGet(() -> missing(id));
    }

    private static Response file(ReportFile file, Request request) {
        var tag = new EntityTag(file.sha256());
        var unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).build();
        }
        return Response.ok(file.bytes(), file.format().contentType())
                .tag(tag)
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(file.name()))
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private Response missing(String id) {
        return uuid(id).flatMap(reports::find)
                .map(report -> ReportProblem.response(
                        Code.REPORT_NOT_MADE,
                        "Report %s is %s and has no files."
                                .formatted(id, report.state().name().toLowerCase(Locale.ROOT))))
                .orElseGet(() -> unknown(id));
    }

    private static Response unknown(String id) {
        return ReportProblem.response(
                Code.REPORT_UNKNOWN, "There is no report %s; GET /api/v1/reports lists them.".formatted(id));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response withDate(@Nullable String date, Function<Optional<LocalDate>, Response> then) {
        Optional<LocalDate> day;
        try {
            day = Optional.ofNullable(date).map(LocalDate::parse);
        } catch (DateTimeException e) {
            return ReportProblem.response(
                    Code.DATE_MALFORMED, "'%s' is no date; write it like 2026-11-20.".formatted(date));
        }
        return then.apply(day);
    }

    private static Response withLocale(@Nullable String locale, Function<Optional<Locale>, Response> then) {
        var language = Optional.ofNullable(locale).map(Locale::forLanguageTag);
        if (language.isPresent() && !Brief.LOCALES.contains(language.get())) {
            List<String> known =
                    Brief.LOCALES.stream().map(Locale::toLanguageTag).toList();
            return ReportProblem.response(
                    Code.LOCALE_UNKNOWN, "There is no report in '%s'; use one of %s.".formatted(locale, known));
        }
        return then.apply(language);
    }
}
