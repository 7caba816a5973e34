package org.chengyun.datasets.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chengyun.datasets.simulator.outlet.Rotation;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator was asked to do. Immutable.
 *
 * @param out folder of everything that is written
 * @param city folder of the registry
 * @param from first event time; only for a feed that has not begun yet
 * @param until exclusive; empty = for ever
 * @param speed simulated seconds per second until the clock is reached; 0 = as fast as possible
 * @param url of the receiver; empty = detectors and cases go to files, too
 * @param tokenUrl empty = the receiver wants no token
 * @param minutes whether the truth is kept by minute besides by hour
 * @param onlyRegistry write the registry and end
 */
record Options(
        Path out,
        Path city,
        long seed,
        Instant from,
        Optional<Instant> until,
        double speed,
        ZoneId zone,
        Optional<URI> url,
        Optional<URI> tokenUrl,
        String client,
        String secret,
        Rotation rotation,
        boolean minutes,
        boolean onlyRegistry) {
    static final String HELP = """
            The city simulator: writes and pushes the feeds of an invented city, with the ground truth beside.

              --out DIR          everything is written below it (required)
              --city DIR         the registry: sites.csv, areas.geojson, … (default DIR/city)
              --seed N           which city and which days (default 1)
              --from T           first event time: 2026-11-20T00:00:00Z, or -24h before now (default -24h)
              --until T          end there (default: go on for ever)
              --speed X          simulated seconds per second until the clock is reached, then 1; 0 = as fast
                                 as the receiver takes it (default 1)
              --zone Z           the city's time zone (default CHENGYUN_ZONE, else Asia/Shanghai)
              --url URL          push detectors and cases to this Chengyun; without it they go to files
              --token-url URL    where to get a bearer token (default: none is sent)
              --client ID        OAuth client (default simulator); its secret is in CHENGYUN_SIMULATOR_SECRET
              --rotate R         rotate access.log every span or size: 1h, 1d, 64MB, never (default 1h)
              --keep N           how many rotated logs stay; 0 = all (default 0; with --url 48)
              --truth T          minutes or hours (default minutes; with --url hours)
              --registry-only    write the registry and end
            """;

    private static final Pattern AGO = Pattern.compile("-(\\d{1,6})([mhd])");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(KB|MB|GB)");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,3})([mhd])");
    private static final List<String> FLAGS = List.of("--registry-only");
    private static final List<String> WITH_VALUE = List.of(
            "--out",
            "--city",
            "--seed",
            "--from",
            "--until",
            "--speed",
            "--zone",
            "--url",
            "--token-url",
            "--client",
            "--rotate",
            "--keep",
            "--truth");
    private static final int KEPT_IN_DEMO = 48;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException naming everything that is wrong with it
     */
    static Options parse(List<String> arguments, Map<String, String> environment, Instant now) {
        return new Reader(arguments, environment, now).read();
    }

    private static final class Reader {
        private final Map<String, String> given = new HashMap<>();
        private final List<String> faults = new ArrayList<>();
        private final Map<String, String> environment;
        private final Instant now;

        Reader(List<String> arguments, Map<String, String> environment, Instant now) {
            this.environment = environment;
            this.now = now;
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (FLAGS.contains(name)) {
                    given.put(name, "true");
                } else if (!WITH_VALUE.contains(name)) {
                    faults.add("unknown option '%s'".formatted(name));
                } else if (i + 1 == arguments.size()) {
                    faults.add("%s needs a value".formatted(name));
                } else {
                    i++;
                    given.put(name, arguments.get(i));
                }
            }
        }

        Options read() {
            Optional<URI> url = read("--url", Reader::uri);
            boolean pushes = url.isPresent();
            Path out = Path.of(given.getOrDefault("--out", ""));
            if (!given.containsKey("--out")) {
                faults.add("--out is missing");
            }
            Instant from = read("--from", this::time).orElse(ago(24, 'h'));
            Optional<Instant> until = read("--until", this::time);
            if (from.isAfter(now)) {
                faults.add("--from lies in the future: the simulator never runs ahead of the clock");
            }
            if (until.isPresent() && !until.get().isAfter(from)) {
                faults.add("--until must be after --from");
            }
            String truth = given.getOrDefault("--truth", pushes ? "hours" : "minutes");
            if (!truth.equals("minutes") && !truth.equals("hours")) {
                faults.add("--truth is minutes or hours, not '%s'".formatted(truth));
            }
            var options = new Options(
                    out,
                    given.containsKey("--city") ? Path.of(given.getOrDefault("--city", "")) : out.resolve("city"),
                    read("--seed", Long::valueOf).orElse(1L),
                    from,
                    until,
                    read("--speed", Reader::speed).orElse(1.0),
                    read("--zone", ZoneId::of).orElseGet(this::zone),
                    url,
                    read("--token-url", Reader::uri),
                    given.getOrDefault("--client", "simulator"),
                    environment.getOrDefault("CHENGYUN_SIMULATOR_SECRET", ""),
                    rotation(pushes ? KEPT_IN_DEMO : 0),
                    truth.equals("minutes"),
                    given.containsKey("--registry-only"));
            if (options.tokenUrl.isPresent() && options.secret.isEmpty()) {
                faults.add("--token-url needs the client's secret in CHENGYUN_SIMULATOR_SECRET");
            }
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", faults));
            }
            return options;
        }

        private <T> Optional<T> read(String name, Function<String, @Nullable T> reading) {
            String text = given.get(name);
            if (text == null) {
                return Optional.empty();
            }
            T value = null;
            try {
                value = reading.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                // The fault below says what a person needs to know.
            }
            if (value == null) {
                faults.add("%s cannot be '%s'".formatted(name, text));
            }
            return Optional.ofNullable(value);
        }

        private static @Nullable Double speed(String text) {
            double speed = Double.parseDouble(text);
            return speed >= 0 && speed <= 100_000 ? speed : null;
        }

        private static @Nullable URI uri(String text) {
            URI uri = URI.create(text);
            return uri.getScheme() != null && uri.getScheme().startsWith("http") ? uri : null;
        }

        private Instant time(String text) {
            Matcher ago = AGO.matcher(text);
            return ago.matches()
                    ? ago(Long.parseLong(ago.group(1)), ago.group(2).charAt(0))
                    : Instant.parse(text);
        }

        /** From a whole minute on, so that no first minute is half empty. */
        private Instant ago(long amount, char unit) {
            long ms = now.toEpochMilli() - amount * unitMs(unit);
            return Instant.ofEpochMilli(ms - Math.floorMod(ms, 60_000));
        }

        private static long unitMs(char unit) {
            return switch (unit) {
                case 'm' -> 60_000;
                case 'h' -> 3_600_000;
                default -> 86_400_000;
            };
        }

        private ZoneId zone() {
            String name = environment.getOrDefault("CHENGYUN_ZONE", "Asia/Shanghai");
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                faults.add("CHENGYUN_ZONE cannot be '%s'".formatted(name));
                return ZoneId.of("UTC");
            }
        }

        private Rotation rotation(int usuallyKept) {
            int keep = read("--keep", Reader::natural).orElse(usuallyKept);
            return read("--rotate", text -> rotation(text, keep)).orElse(new Rotation(3_600_000, 0, keep));
        }

        private static @Nullable Integer natural(String text) {
            int number = Integer.parseInt(text);
            return number >= 0 ? number : null;
        }

        private static @Nullable Rotation rotation(String text, int keep) {
            if (text.equals("never")) {
                return Rotation.NEVER;
            }
            Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
            if (size.matches()) {
                int shift = switch (size.group(2)) {
                    case "KB" -> 10;
                    case "MB" -> 20;
                    default -> 30;
                };
                return new Rotation(0, Long.parseLong(size.group(1)) << shift, keep);
            }
            Matcher span = SPAN.matcher(text);
            return span.matches()
                    ? new Rotation(
                            Long.parseLong(span.group(1)) * unitMs(span.group(2).charAt(0)), 0, keep)
                    : null;
        }
    }
}
