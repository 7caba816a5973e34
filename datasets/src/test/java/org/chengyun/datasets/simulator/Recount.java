package org.chengyun.datasets.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the feeds as an outsider would, with nothing of the simulator but the format, and recounts what the truth
 * claims.
 */
final class Recount {
    private static final Pattern READING = Pattern.compile("\\{\"site\":\"([^\"]+)\",\"at\":\"([^\"]+)\","
            + "\"speed_kmh\":(null|[0-9.]+),\"volume\":(\\d+),\"occupancy\":(0\\.\\d{3})}");
    private static final Pattern CASE =
            Pattern.compile("\\{\"case_id\":(null|\"[^\"]+\"),\"action\":\"(opened|closed)\","
                    + "\"at\":\"([^\"]+)\",\"opened_at\":\"([^\"]+)\",\"closed_at\":(?:null|\"([^\"]+)\"),\"type\":\"([^\"]+)\","
                    + "\"agency\":\"([^\"]+)\",\"district\":\"([^\"]+)\",\"channel\":\"([^\"]+)\","
                    + "\"lon\":(null|[0-9.]+),\"lat\":(null|[0-9.]+)}");
    private static final Pattern COMBINED =
            Pattern.compile("\\S+ - \\S+ \\[([^\\]]+)] \"([A-Z]+) ([^ \"]+) HTTP/1\\.1\" "
                    + "(\\d{3}) (-|\\d+) \"([^\"]*)\" \"([^\"]*)\"");
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH);

    /** What a perfect system would say, per metric, window, start and dimension value: all values that count. */
    final Map<String, List<Double>> values = new TreeMap<>();
    /** The same without repetitions. */
    final Map<String, List<Double>> once = new TreeMap<>();

    final Map<String, Integer> damage = new HashMap<>();
    int lines;

    private final Map<String, String[]> sites;
    private final Instant now;
    private final Set<String> seen = new HashSet<>();

    /** @param sites road and district by site */
    Recount(Map<String, String[]> sites, Instant now) {
        this.sites = sites;
        this.now = now;
    }

    private interface LineReader {
        /** Counts a line; answers what is wrong with it, or "". */
        String read(String line, boolean repeat);
    }

    void readings(byte[] file) {
        read(file, this::reading);
    }

    void cases(byte[] file) {
        read(file, this::cityCase);
    }

    void requests(byte[] file) {
        read(file, this::request);
    }

    private void read(byte[] file, LineReader reader) {
        var line = new ByteArrayOutputStream();
        for (byte b : file) {
            if (b != '\n') {
                line.write(b);
                continue;
            }
            lines++;
            String wrong = readLine(line.toByteArray(), reader);
            if (!wrong.isEmpty()) {
                damage.merge(wrong, 1, Integer::sum);
            }
            line.reset();
        }
        if (line.size() > 0) {
            throw new IllegalStateException("the last line has no end");
        }
    }

    private String readLine(byte[] bytes, LineReader reader) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "not-utf8";
        }
        try {
            return reader.read(text, !seen.add(text));
        } catch (DateTimeException e) {
            return "unreadable-time";
        }
    }

    private boolean isFuture(Instant at) {
        return at.isAfter(now.plusSeconds(600));
    }

    private String reading(String line, boolean repeat) {
        Matcher m = READING.matcher(line);
        if (!m.matches()) {
            return "truncated";
        }
        Instant at = Instant.parse(m.group(2));
        if (isFuture(at)) {
            return "future-time";
        }
        String speed = m.group(3);
        if (!speed.equals("null") && Double.parseDouble(speed) > 250) {
            return "impossible-speed";
        }
        String[] place = sites.get(m.group(1));
        if (!speed.equals("null")) {
            add("traffic.speed", "", at, speed, repeat, true);
            add("traffic.speed.site", m.group(1), at, speed, repeat, false);
        }
        if (place == null) {
            return "unknown-site";
        }
        if (!speed.equals("null")) {
            add("traffic.speed.road", place[0], at, speed, repeat, true);
            add("traffic.speed.district", place[1], at, speed, repeat, true);
        }
        add("traffic.volume.road", place[0], at, m.group(4), repeat, true);
        add("traffic.occupancy.district", place[1], at, m.group(5), repeat, true);
        return "";
    }

    private String cityCase(String line, boolean repeat) {
        Matcher m = CASE.matcher(line);
        if (!m.matches()) {
            return "truncated";
        }
        Instant at = OffsetDateTime.parse(m.group(3)).toInstant();
        if (isFuture(at)) {
            return "future-time";
        }
        if (m.group(1).equals("null")) {
            return "missing-case-id";
        }
        String agency = m.group(7);
        if (m.group(2).equals("opened")) {
            add("events.opened", "", at, "0", repeat, true);
            add("events.opened.type", m.group(6), at, "0", repeat, false);
            add("events.opened.district", m.group(8), at, "0", repeat, false);
            add("events.opened.agency", agency, at, "0", repeat, false);
        } else {
            long seconds = ChronoUnit.SECONDS.between(
                    OffsetDateTime.parse(m.group(4)).toLocalDateTime(),
                    OffsetDateTime.parse(m.group(5)).toLocalDateTime());
            String hours = String.valueOf(seconds / 3600.0);
            add("events.closed.agency", agency, at, "0", repeat, false);
            add("events.closing_hours", "", at, hours, repeat, false);
            add("events.closing_hours.agency", agency, at, hours, repeat, false);
        }
        return "";
    }

    private String request(String line, boolean repeat) {
        Matcher m = COMBINED.matcher(line);
        if (!m.matches()) {
            return "truncated";
        }
        Instant at = OffsetDateTime.parse(m.group(1), LOG_TIME).toInstant();
        if (isFuture(at)) {
            return "future-time";
        }
        String path = m.group(3).split("\\?", 2)[0];
        String service = path.startsWith("/services/") ? path.split("/", -1)[2] : "other";
        add("portal.requests", "", at, "0", repeat, true);
        add("portal.requests.service", service, at, "0", repeat, true);
        add("portal.requests.path", path, at, "0", repeat, false);
        add("portal.requests.status", m.group(4), at, "0", repeat, true);
        if (!m.group(5).equals("-")) {
            add("portal.bytes", "", at, m.group(5), repeat, true);
        }
        if (m.group(4).startsWith("5")) {
            add("portal.errors", "", at, "0", repeat, true);
            add("portal.errors.service", service, at, "0", repeat, true);
        }
        return "";
    }

    private void add(String metric, String value, Instant at, String number, boolean repeat, boolean byMinute) {
        add("%s,1h,%s,%s".formatted(metric, at.truncatedTo(ChronoUnit.HOURS), value), number, repeat);
        if (byMinute) {
            add("%s,1m,%s,%s".formatted(metric, at.truncatedTo(ChronoUnit.MINUTES), value), number, repeat);
        }
    }

    private void add(String key, String number, boolean repeat) {
        double value = Double.parseDouble(number);
        values.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        if (!repeat) {
            once.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
        }
    }

    /** Sum with Neumaier's compensation. */
    static double sum(List<Double> values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    /** Sample variance in two passes. */
    static double variance(List<Double> values) {
        double mean = sum(values) / values.size();
        return sum(values.stream().map(v -> (v - mean) * (v - mean)).toList()) / (values.size() - 1);
    }
}
