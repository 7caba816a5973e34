package org.chengyun.api.report;

import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Why a request about reports was not answered (RFC 9457). */
record ReportProblem(URI type, String title, int status, String detail) {
    /** What can go wrong for a caller; the codes are part of the interface. */
    enum Code {
        REPORT_UNKNOWN("report-unknown", 404, "No such report"),
        REPORT_NOT_MADE("report-not-made", 409, "The report has no files"),
        REPORT_FAILED("report-failed", 500, "The report could not be made"),
        LOCALE_UNKNOWN("locale-unknown", 400, "No report in that language"),
        DATE_MALFORMED("date-malformed", 400, "A date cannot be read"),
        DATE_FUTURE("date-future", 400, "The day has not begun"),
        LIMIT_INVALID("parameter-invalid", 400, "A parameter is out of range");

        private final String word;
        private final int status;
        private final String title;

        Code(String word, int status, String title) {
            this.word = word;
            this.status = status;
            this.title = title;
        }
    }

    static Response response(Code code, String detail) {
        var type = URI.create("https://chengyun.org/problems/" + code.word);
        return Response.status(code.status)
                .type("application/problem+json")
                .entity(new ReportProblem(type, code.title, code.status, detail))
                .build();
    }
}
