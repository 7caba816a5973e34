package org.chengyun.ingest.layout;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chengyun.ingest.clock.TimePiece;
import org.chengyun.ingest.clock.TimePieces;
import org.chengyun.ingest.layout.Part.Captured;
import org.chengyun.ingest.layout.Part.Field;
import org.chengyun.ingest.layout.Part.Time;

/** What the names in format strings mean. */
final class Directives {
    private static final double MS = 1e3;
    private static final double US = 1e6;

    /** Variables of nginx, and those by which the logs of others are described in the same way. */
    private static final Map<String, Role> VARIABLES = Map.ofEntries(
            Map.entry("remote_addr", Role.CLIENT),
            Map.entry("realip_remote_addr", Role.CLIENT),
            Map.entry("http_x_forwarded_for", Role.FORWARDED_FOR),
            Map.entry("http_x_real_ip", Role.FORWARDED_FOR),
            Map.entry("proxy_add_x_forwarded_for", Role.FORWARDED_FOR),
            Map.entry("remote_user", Role.USER),
            Map.entry("request", Role.REQUEST),
            Map.entry("request_method", Role.METHOD),
            Map.entry("request_uri", Role.TARGET),
            Map.entry("uri", Role.TARGET),
            Map.entry("document_uri", Role.TARGET),
            Map.entry("host", Role.HOST),
            Map.entry("http_host", Role.HOST),
            Map.entry("server_name", Role.HOST),
            Map.entry("status", Role.STATUS),
            Map.entry("body_bytes_sent", Role.SIZE),
            Map.entry("bytes_sent", Role.SIZE_WITH_HEADERS),
            Map.entry("http_user_agent", Role.AGENT));

    private static final Map<String, Double> VARIABLE_DURATIONS =
            Map.of("request_time", 1.0, "request_time_ms", MS, "request_time_us", US);

    /** Those of AWS's load balancers, which add up. */
    private static final Set<String> SUMMANDS =
            Set.of("request_processing_time", "target_processing_time", "response_processing_time");

    private static final Map<String, TimePiece> VARIABLE_TIMES = Map.of(
            "time_local", TimePieces.COMMON,
            "time_iso8601", TimePieces.ISO,
            "msec", TimePieces.EPOCH_S);

    private static final Map<Character, Role> LETTERS = Map.ofEntries(
            Map.entry('h', Role.CLIENT),
            Map.entry('a', Role.CLIENT),
            Map.entry('u', Role.USER),
            Map.entry('r', Role.REQUEST),
            Map.entry('m', Role.METHOD),
            Map.entry('U', Role.TARGET),
            Map.entry('v', Role.HOST),
            Map.entry('V', Role.HOST),
            Map.entry('s', Role.STATUS),
            Map.entry('b', Role.SIZE),
            Map.entry('B', Role.SIZE),
            Map.entry('O', Role.SIZE_WITH_HEADERS));

    private static final Map<String, Role> HEADERS = Map.of(
            "user-agent", Role.AGENT,
            "host", Role.HOST,
            "x-forwarded-for", Role.FORWARDED_FOR,
            "x-real-ip", Role.FORWARDED_FOR);

    private static final String OTHER_LETTERS = "ACefiIklLnopPqRSX^xcd";

    private Directives() {}

    /** A variable of nginx; one that means nothing here is skipped. */
    static Part variable(String name) {
        TimePiece time = VARIABLE_TIMES.get(name);
        if (time != null) {
            return new Time("$" + name, time);
        }
        if (name.equals("captured_headers")) {
            return new Captured();
        }
        Double perSecond = SUMMANDS.contains(name) ? Double.valueOf(1) : VARIABLE_DURATIONS.get(name);
        return perSecond == null
                ? new Field("$" + name, VARIABLES.getOrDefault(name, Role.SKIPPED))
                : new Field("$" + name, Role.DURATION, perSecond);
    }

    /**
     * A directive of Apache other than a time.
     *
     * @param argument what stood in braces, or empty
     * @throws IllegalArgumentException if Apache has none of that letter
     */
    static Field letter(String shown, char letter, String argument) {
        if (letter == 'i') {
            return new Field(shown, HEADERS.getOrDefault(argument.toLowerCase(Locale.ROOT), Role.SKIPPED));
        }
        if (letter == 'D') {
            return new Field(shown, Role.DURATION, US);
        }
        if (letter == 'T') {
            return new Field(shown, Role.DURATION, unit(argument));
        }
        Role role = LETTERS.get(letter);
        if (role == null && OTHER_LETTERS.indexOf(letter) < 0) {
            throw new IllegalArgumentException("%s is no directive of Apache's LogFormat".formatted(shown));
        }
        return new Field(shown, role == null ? Role.SKIPPED : role);
    }

    private static double unit(String argument) {
        return switch (argument) {
            case "ms" -> MS;
            case "us" -> US;
            case "", "s" -> 1;
            default -> throw new IllegalArgumentException("%%{%s}T: the unit is s, ms or us".formatted(argument));
        };
    }

    static boolean isSummand(Field field) {
        return SUMMANDS.contains(field.name().substring(1));
    }

    static boolean isFinalStatus(Field field) {
        return field.name().equals("%>s");
    }

    static boolean isQuery(Field field) {
        return field.name().equals("%q")
                || field.name().equals("$is_args")
                || field.name().equals("$args");
    }
}
