package org.chengyun.ingest.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request that cannot be served, as problem details of RFC 9457. The detail is for people, the code for programs. */
public final class IngestProblem extends RuntimeException {
    private final int status;
    private final String code;
    private final String title;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final int retryAfterSeconds;

    private IngestProblem(int status, String code, String title, String detail, int retryAfterSeconds) {
        super(detail);
        this.status = status;
        this.code = code;
        this.title = title;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static IngestProblem badRequest(String code, String title, String detail) {
        return new IngestProblem(400, code, title, detail, 0);
    }

    public static IngestProblem notFound(String code, String title, String detail) {
        return new IngestProblem(404, code, title, detail, 0);
    }

    public static IngestProblem conflict(String code, String title, String detail) {
        return new IngestProblem(409, code, title, detail, 0);
    }

    public static IngestProblem tooLarge(long limitBytes) {
        return new IngestProblem(
                413,
                "body-too-large",
                "The body is too large",
                "send at most %d bytes at once".formatted(limitBytes),
                0);
    }

    public static IngestProblem unsupportedMedia(String expected) {
        return new IngestProblem(
                415, "media-type-unsupported", "The body is of a type that is not read here", "send " + expected, 0);
    }

    public static IngestProblem keyReused(String detail) {
        return new IngestProblem(
                422, "idempotency-key-reused", "The idempotency key was used for another body", detail, 0);
    }

    public static IngestProblem forbidden(String code, String title, String detail) {
        return new IngestProblem(403, code, title, detail, 0);
    }

    public static IngestProblem tooMany(String detail, int retryAfterSeconds) {
        return new IngestProblem(
                429,
                "too-much-waiting",
                "Kafka is slower than what is sent",
                "%s. Nothing was taken; send the same again later".formatted(detail),
                retryAfterSeconds);
    }

    public static IngestProblem kafkaUnavailable(String detail, int retryAfterSeconds) {
        return new IngestProblem(
                503,
                "kafka-unavailable",
                "Kafka cannot be reached",
                "%s. Nothing was lost; send the same again".formatted(detail),
                retryAfterSeconds);
    }

    public static IngestProblem databaseUnavailable(String detail, int retryAfterSeconds) {
        return new IngestProblem(
                503,
                "database-unavailable",
                "The database cannot be reached",
                "%s. Nothing was lost; send the same again".formatted(detail),
                retryAfterSeconds);
    }

    public static IngestProblem caseMemoryFull(String detail) {
        return new IngestProblem(
                503,
                "case-memory-full",
                "No more cases can be remembered",
                "%s. Nothing was lost; send the same again".formatted(detail),
                60);
    }

    public static IngestProblem roleAbsent() {
        return new IngestProblem(
                404,
                "role-absent",
                "This process takes no data",
                "send this to a process that has 'ingest' in CHENGYUN_ROLES",
                0);
    }

    /** Adds a member for programs. */
    public IngestProblem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** Stable, in kebab case. */
    public String code() {
        return code;
    }

    public Optional<Integer> retryAfterSeconds() {
        return retryAfterSeconds == 0 ? Optional.empty() : Optional.of(retryAfterSeconds);
    }

    /** The problem as a JSON object. */
    public Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "https://chengyun.org/problems/" + code);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", String.valueOf(getMessage()));
        body.putAll(members);
        return body;
    }
}
