package org.chengyun.ingest.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.ingest.clock.TimePiece;
import org.chengyun.ingest.clock.TimePieces;
import org.chengyun.ingest.layout.Part.Text;
import org.chengyun.ingest.layout.Part.Time;

/** Reads format strings as they stand in a server's configuration, with or without the directive around them. */
final class FormatStrings {
    private static final Pattern NGINX_DIRECTIVE =
            Pattern.compile("\\s*log_format\\s+\\S+\\s+(?:escape=\\w+\\s+)?(.*?);?\\s*", Pattern.DOTALL);
    private static final Pattern NGINX_PIECE = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern NGINX_VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");
    private static final Pattern APACHE_DIRECTIVE =
            Pattern.compile("\\s*LogFormat\\s+\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\s+\\S+)?\\s*", Pattern.CASE_INSENSITIVE);
    /** Conditions on the status and the choice between first and last request may stand before the letter. */
    private static final Pattern APACHE_FIELD =
            Pattern.compile("%([!\\d,]*)([<>]?)(?:\\{([^}]*)\\})?([!\\d,<>]*)(\\^?\\w+|%)");

    private FormatStrings() {}

    /** The parts of nginx's log_format. */
    static List<Part> nginx(String configured) {
        Matcher variable = NGINX_VARIABLE.matcher(nginxText(configured));
        List<Part> parts = new ArrayList<>();
        var text = new StringBuilder();
        while (variable.find()) {
            variable.appendReplacement(text, "");
            addText(parts, text);
            parts.add(Directives.variable(variable.group(1) == null ? variable.group(2) : variable.group(1)));
        }
        variable.appendTail(text);
        addText(parts, text);
        return parts;
    }

    /** In the directive the format may be several quoted pieces. */
    private static String nginxText(String configured) {
        Matcher directive = NGINX_DIRECTIVE.matcher(configured);
        if (!directive.matches()) {
            return configured;
        }
        var text = new StringBuilder();
        Matcher piece = NGINX_PIECE.matcher(directive.group(1));
        while (piece.find()) {
            text.append(piece.group(1) == null ? piece.group(2) : piece.group(1));
        }
        return text.toString();
    }

    /** The parts of Apache's LogFormat. */
    static List<Part> apache(String configured) {
        Matcher directive = APACHE_DIRECTIVE.matcher(configured);
        String format = unescaped(directive.matches() ? directive.group(1) : configured);
        List<Part> parts = new ArrayList<>();
        var text = new StringBuilder();
        int at = 0;
        Matcher field = APACHE_FIELD.matcher(format);
        while (at < format.length()) {
            if (format.charAt(at) != '%') {
                text.append(format.charAt(at));
                at++;
            } else if (field.region(at, format.length()).lookingAt()) {
                at += addField(parts, text, field);
            } else {
                throw new IllegalArgumentException("no directive of Apache's LogFormat: " + format.substring(at));
            }
        }
        addText(parts, text);
        return parts;
    }

    /** Adds the directive that was found; answers how long it is. */
    private static int addField(List<Part> parts, StringBuilder text, Matcher found) {
        String letters = found.group(5);
        int length = found.end(5) - found.start();
        if (letters.equals("%")) {
            text.append('%');
            return length;
        }
        // %^ti and the like are two letters, all others one
        int used = letters.startsWith("^") ? Math.min(3, letters.length()) : 1;
        char letter = letters.charAt(0);
        String argument = found.group(3) == null ? "" : found.group(3);
        String shown =
                "%" + found.group(2) + (argument.isEmpty() ? "" : "{" + argument + "}") + letters.substring(0, used);
        if (letter == 't') {
            addTime(parts, text, shown, argument);
        } else {
            addText(parts, text);
            parts.add(Directives.letter(shown, letter, argument));
        }
        return length - (letters.length() - used);
    }

    private static void addTime(List<Part> parts, StringBuilder text, String shown, String argument) {
        if (argument.isEmpty()) {
            text.append('[');
            addText(parts, text);
            parts.add(new Time(shown, TimePieces.COMMON));
            text.append(']');
            return;
        }
        addText(parts, text);
        parts.add(new Time(shown, time(shown, argument)));
    }

    private static TimePiece time(String shown, String argument) {
        String pattern = argument.replaceFirst("^(begin|end):", "");
        TimePiece piece = switch (pattern) {
            case "sec" -> TimePieces.EPOCH_S;
            case "msec" -> TimePieces.EPOCH_MS;
            case "usec" -> TimePieces.EPOCH_US;
            case "msec_frac" -> TimePieces.milliseconds(3);
            case "usec_frac" -> TimePieces.milliseconds(6);
            default -> TimePieces.strftime(pattern);
        };
        if (piece == null) {
            throw new IllegalArgumentException(
                    "%s holds a conversion of strftime that is not known here".formatted(shown));
        }
        return piece;
    }

    private static void addText(List<Part> parts, StringBuilder text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text.toString()));
            text.setLength(0);
        }
    }

    private static String unescaped(String format) {
        return format.replace("\\\"", "\"").replace("\\t", "\t");
    }
}
