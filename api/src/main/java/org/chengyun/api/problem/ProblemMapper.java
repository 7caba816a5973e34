package org.chengyun.api.problem;

import static java.util.stream.Collectors.joining;

import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The one place where exceptions become answers. Nothing of an unexpected exception leaves the process. */
class ProblemMapper {
    private static final int REDIRECT = 302;
    private final SecureRandom random = new SecureRandom();

    @ServerExceptionMapper
    Response known(ProblemException problem) {
        return Problem.response(problem.code(), String.valueOf(problem.getMessage()), problem.members())
                .build();
    }

    /** Bean validation: a parameter is the caller's fault, everything else ours. */
    @ServerExceptionMapper
    Response invalid(ValidationException invalid, RoutingContext context) {
        if (!(invalid instanceof ConstraintViolationException violations)
                || violations.getConstraintViolations().stream().anyMatch(ProblemMapper::isReturnValue)) {
            return fault(invalid, context);
        }
        List<String> names = violations.getConstraintViolations().stream()
                .map(ProblemMapper::parameter)
                .sorted()
                .toList();
        String detail = violations.getConstraintViolations().stream()
                .map(v -> "'%s' %s, got '%s'".formatted(parameter(v), v.getMessage(), v.getInvalidValue()))
                .sorted()
                .collect(joining("; "));
        return Problem.response(ProblemCode.PARAMETER_INVALID, detail, Map.of("parameters", names))
                .build();
    }

    private static boolean isReturnValue(ConstraintViolation<?> violation) {
        return violation.getPropertyPath().toString().contains("<return value>");
    }

    private static String parameter(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.lastIndexOf('.') + 1);
    }

    @ServerExceptionMapper
    Uni<Response> unauthorized(UnauthorizedException missing, RoutingContext context) {
        return challenge(context, "This needs a bearer token of the realm 'chengyun' with the role 'viewer'.");
    }

    @ServerExceptionMapper
    Uni<Response> unauthorized(AuthenticationFailedException failed, RoutingContext context) {
        return challenge(context, "The token is not valid here or no longer; get a new one.");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.response(ProblemCode.ROLE_MISSING, "Your account lacks the role that this needs.");
    }

    /** Says how to sign in; pages outside the interface keep their redirect to the sign-in page. */
    private static Uni<Response> challenge(RoutingContext context, String detail) {
        if (!(context.get(HttpAuthenticator.class.getName()) instanceof HttpAuthenticator authenticator)) {
            return Uni.createFrom().item(Problem.response(ProblemCode.TOKEN_MISSING, detail));
        }
        return authenticator.getChallenge(context).map(challenge -> challenge(context, detail, challenge));
    }

    private static Response challenge(RoutingContext context, String detail, @Nullable ChallengeData challenge) {
        if (challenge == null) {
            return Problem.response(ProblemCode.TOKEN_MISSING, detail);
        }
        boolean page = challenge.status == REDIRECT && !context.normalizedPath().startsWith("/api/");
        var response = page
                ? Response.status(challenge.status)
                : Problem.response(ProblemCode.TOKEN_MISSING, detail, Map.of());
        challenge.getHeaders().forEach((name, value) -> {
            if (page || name.toString().equalsIgnoreCase(HttpHeaders.WWW_AUTHENTICATE)) {
                response.header(name.toString(), value);
            }
        });
        return response.build();
    }

    @ServerExceptionMapper
    Response ofFramework(WebApplicationException failure, RoutingContext context) {
        Response given = failure.getResponse();
        String asked = context.request().method() + " " + context.normalizedPath();
        // The framework reports a parameter that it cannot convert as "not found", with the conversion's failure
        // inside.
        boolean unreadable = given.getStatus() == 404 && failure.getCause() != null;
        return switch (unreadable ? 400 : given.getStatus()) {
            case 400 ->
                Problem.response(ProblemCode.PARAMETER_INVALID, "A parameter of %s cannot be read.".formatted(asked));
            case 404 ->
                Problem.response(ProblemCode.PATH_UNKNOWN, "%s does not exist; see /q/openapi.".formatted(asked));
            case 405 -> allowing(given, asked);
            case 406 -> Problem.response(ProblemCode.FORMAT_UNKNOWN, "%s answers in JSON.".formatted(asked));
            case 415 -> Problem.response(ProblemCode.MEDIA_TYPE_UNKNOWN, "%s reads JSON.".formatted(asked));
            default -> given.getStatus() < 400 ? given : ofStatus(given.getStatus(), failure, context);
        };
    }

    private static Response allowing(Response given, String asked) {
        var response = Problem.response(
                ProblemCode.METHOD_UNKNOWN, "%s is not offered; see /q/openapi.".formatted(asked), Map.of());
        Object allow = given.getHeaders().getFirst(HttpHeaders.ALLOW);
        return (allow == null ? response : response.header(HttpHeaders.ALLOW, allow)).build();
    }

    private Response ofStatus(int status, WebApplicationException failure, RoutingContext context) {
        return status < 500
                ? Problem.response(ProblemCode.REQUEST_INVALID, "The request was refused (%d).".formatted(status))
                : fault(failure, context);
    }

    /** The database's troubles have their own codes; whatever else arrives here is a bug. */
    @ServerExceptionMapper
    Response unexpected(Exception failure, RoutingContext context) {
        return DatabaseTrouble.of(failure)
                .map(code -> {
                    Log.warnf("read failed: path=%s code=%s error=%s", context.normalizedPath(), code.code(), failure);
                    return Problem.response(code, DatabaseTrouble.advice(code), Map.of())
                            .header(HttpHeaders.RETRY_AFTER, 5)
                            .build();
                })
                .orElseGet(() -> fault(failure, context));
    }

    private Response fault(Exception failure, RoutingContext context) {
        byte[] id = new byte[6];
        random.nextBytes(id);
        String incident = HexFormat.of().formatHex(id);
        Log.errorf(failure, "request failed: path=%s incident=%s", context.normalizedPath(), incident);
        return Problem.response(
                ProblemCode.FAULT, "Tell the operator this incident number; the log explains it: " + incident + ".");
    }
}
