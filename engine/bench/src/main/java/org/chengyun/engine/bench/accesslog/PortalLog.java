package org.chengyun.engine.bench.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The lines of a day of a portal, in NCSA's combined form. Not thread-safe, as it reuses its buffers; what it writes
 * depends on its arguments alone.
 *
 * <p>Eight visitors at a time ask for eight things each, two in a row: a page, what belongs to it, the next page. Two
 * hundred services, some visited far more than others; a third of the requests are for static files; one in a hundred
 * is somebody's search for a weakness, each time under another path. A visitor keeps address and program.
 */
public final class PortalLog {
    private static final long START_SECONDS =
            Instant.parse("2026-11-20T00:00:00Z").getEpochSecond();
    private static final long DAY_SECONDS = 86_400;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SERVICES = 200;
    private static final int FILES = 300;
    private static final String[] ENDINGS = {"js", "css", "png", "svg", "woff2", "jpg", "ico", "gif"};
    private static final String[] PAGES = {
        "index", "apply", "guide", "status", "appointment/new", "forms/list", "search"
    };
    private static final int[] OF_PAGES = {
        200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 301, 302, 302, 403, 404, 404, 500, 502, 206
    };
    private static final String QUERY = "?q=%E5%B1%85%E4%BD%8F%E8%AF%81&region=310115&from=wechat&session=";

    private final long seed;
    private final long lines;
    private final Visitors visitors = new Visitors();
    private final Line line = new Line();
    private long second = -1;
    private byte[] time = {};

    /** @param lines how many there are; not a line more or less of them spans the day */
    public PortalLog(long seed, long lines) {
        this.seed = seed;
        this.lines = lines;
    }

    /** Whether line {@code i} is whole. */
    public Damage damage(long i) {
        return Damage.of(Dice.roll(seed, i, 0));
    }

    private enum Asked {
        PAGE,
        FILE,
        PROBE
    }

    private Asked asked(long i) {
        long roll = Dice.roll(seed, i, 1);
        if (Dice.even(roll, 100) == 0) {
            return Asked.PROBE;
        }
        return (i & 1) == 1 && (roll & 3) != 0 ? Asked.FILE : Asked.PAGE;
    }

    /** The status in line {@code i}, if that is whole. */
    public int status(long i) {
        long roll = Dice.roll(seed, i, 2);
        return switch (asked(i)) {
            case PAGE -> OF_PAGES[Dice.even(roll, OF_PAGES.length)];
            case FILE -> Dice.even(roll, 5) == 0 ? 304 : 200;
            case PROBE -> (roll & 1) == 0 ? 404 : 400;
        };
    }

    /** Line {@code i} with its line end; good until the next call. */
    public Line line(long i) {
        long visit = i >>> 6 << 3 | (i >>> 1 & 7);
        int visitor = Dice.skewed(Dice.roll(seed, visit, 3), Visitors.ADDRESSES);
        Damage damage = damage(i);
        line.clear();
        if (damage == Damage.FOREIGN) {
            return line.add("worker process ").add(visitor).add(" exited on signal 9\n");
        }
        Visitors.writeAddress(line, seed, visitor);
        line.add(" - ").add(Dice.even(Dice.roll(seed, visit, 4), 50) == 0 ? "user" + visitor : "-");
        line.add(" [")
                .add(damage == Damage.NO_TIME ? "-".getBytes(StandardCharsets.US_ASCII) : time(i))
                .add("] \"");
        request(i, visit);
        if (damage == Damage.CUT) {
            return line.add("\n");
        }
        line.add("\" ");
        if (damage == Damage.NO_STATUS) {
            line.add("status ");
        }
        line.add(status(i)).add(" ");
        size(i);
        referer(i, visit);
        return line.add(visitors.agent(seed, visitor)).add("\"\n");
    }

    private byte[] time(long i) {
        long now = START_SECONDS + i * DAY_SECONDS / lines;
        if (now != second) {
            second = now;
            time = (TIME.format(Instant.ofEpochSecond(now)) + " +0000").getBytes(StandardCharsets.US_ASCII);
        }
        return time;
    }

    private void request(long i, long visit) {
        long roll = Dice.roll(seed, i, 5);
        switch (asked(i)) {
            case PAGE -> {
                line.add(Dice.even(roll, 12) == 0 ? "POST " : "GET ");
                page(visit, Dice.skewed(roll, 64));
                if ((roll & 7) == 0) {
                    line.add(QUERY).addHex((int) (roll >>> 3));
                }
            }
            case FILE -> {
                int file = Dice.skewed(roll, FILES);
                line.add("GET /static/assets/v")
                        .add(file % 9)
                        .add("/module-")
                        .add(file)
                        .add(".")
                        .addHex(file * 7919);
                line.add(".").add(ENDINGS[file % ENDINGS.length]);
            }
            case PROBE -> line.add("GET /").addHex((int) (roll >>> 8)).add("/wp-login.php");
        }
        line.add((visit & 3) == 0 ? " HTTP/2.0" : " HTTP/1.1");
    }

    private void page(long visit, int page) {
        int service = Dice.skewed(Dice.roll(seed, visit, 6), SERVICES);
        line.add("/services/s").add(100 + service).add("/").add(PAGES[page % PAGES.length]);
        if (page > 20) {
            line.add("/p").add(page);
        }
    }

    /** A few bytes to some megabytes; now and then a recording of several gigabytes; nothing for what was not modified. */
    private void size(long i) {
        long roll = Dice.roll(seed, i, 7);
        if (status(i) == 304) {
            line.add("-");
        } else if (Dice.even(roll, 100_000) == 0) {
            line.add(3_000_000_000L + (roll & 0xffff_ffffL));
        } else {
            line.add(180 + Dice.skewed(roll, 400_000));
        }
    }

    private void referer(long i, long visit) {
        line.add(" \"");
        long roll = Dice.roll(seed, i, 8);
        if (asked(i) == Asked.FILE) {
            line.add("https://www.portal.example");
            page(visit, Dice.skewed(roll, 64));
        } else if ((roll & 3) == 0) {
            line.add("https://www.baidu.com/link?url=").addHex((int) roll).addHex((int) (roll >>> 32));
        } else {
            line.add("-");
        }
        line.add("\" \"");
    }
}
