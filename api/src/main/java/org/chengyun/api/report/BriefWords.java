package org.chengyun.api.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.chengyun.api.span.Span;
import org.chengyun.api.trust.Finality;
import org.chengyun.api.trust.Trust;
import org.jspecify.annotations.Nullable;

/**
 * The words, numbers and times of a brief in its language and zone; never those of the machine. Not thread-safe: one
 * per rendering.
 */
public final class BriefWords {
    /** Keys of the words that a brief explains; {@code <key>.meaning} is the explanation. */
    public static final List<String> TERMS =
            List.of("term.coverage", "term.finality", "term.watermark", "term.cut", "term.late");

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final Locale locale;
    private final ZoneId zone;
    private final DecimalFormatSymbols symbols;

    private BriefWords(Locale locale, ZoneId zone) {
        this.bundle = bundle(locale);
        this.locale = locale;
        this.zone = zone;
        this.symbols = DecimalFormatSymbols.getInstance(locale);
    }

    public static BriefWords of(Brief brief) {
        return new BriefWords(brief.locale(), brief.zone());
    }

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "org.chengyun.api.report.brief", locale, BriefWords.class.getClassLoader(), NO_FALLBACK);
    }

    /** The text of a key with its places {@code {0}}, {@code {1}} … filled. */
    public String text(String key, String... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    public String count(long number) {
        return minus(new DecimalFormat("#,##0", symbols), number);
    }

    /** The number of a cut, which is a name and not a quantity. */
    public String id(long number) {
        return Long.toString(number);
    }

    /** A measured number: whole from 1,000 on, below that with about three significant digits. */
    public String measure(double number) {
        double size = Math.abs(number);
        if (size > 0 && size < 1e-4) {
            return minus(new DecimalFormat("0.00E0", symbols), number);
        }
        return minus(new DecimalFormat(size >= 1_000 ? "#,##0" : decimals(size), symbols), number);
    }

    private static String decimals(double size) {
        if (size >= 10) {
            return "0.0";
        }
        if (size >= 1 || size == 0) {
            return "0.00";
        }
        return size >= 0.1 ? "0.000" : "0.00000";
    }

    /** A statistic as its kind is written: counts and whole sums without decimals. */
    public String value(Stats.Shown shown, double number) {
        boolean whole = shown != Stats.Shown.MEAN && number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? count((long) number) : measure(number);
    }

    /** A share as percent, cut off and not rounded: 99.97 % must not read 100 %. */
    public String percent(double share) {
        var format = new DecimalFormat(text("format.percent"), symbols);
        format.setRoundingMode(RoundingMode.FLOOR);
        // 0.29 * 100 is 28.999… in binary; the nudge is far below a tenth of a percent
        return format.format(share + 1e-9 >= 1 ? share : share + 1e-9);
    }

    /** A relative change with its sign. */
    public String change(double share) {
        var format = new DecimalFormat(text("format.change"), symbols);
        format.setPositivePrefix("+");
        return minus(format, share);
    }

    /** Coverage in words; says so when it is unknown. */
    public String coverage(@Nullable Double coverage) {
        return coverage == null ? text("coverage.unknown") : percent(coverage);
    }

    public String finality(Finality finality) {
        return text("finality." + finality.name().toLowerCase(Locale.ROOT));
    }

    public String day(LocalDate day) {
        return date("format.day").format(day);
    }

    public String shortDay(LocalDate day) {
        return date("format.day.short").format(day);
    }

    /** The brief's period: a day, or its first and last one. */
    public String period(Brief brief) {
        LocalDate last = brief.until().minusDays(1);
        return brief.from().equals(last) ? day(last) : text("period", day(brief.from()), day(last));
    }

    public String moment(Instant moment) {
        return date("format.moment").format(local(moment));
    }

    public String time(Instant moment) {
        return date("format.time").format(local(moment));
    }

    /** Day and time, without the year, for axes and rows of more than a day. */
    public String dayTime(Instant moment) {
        return date("format.day.time").format(local(moment));
    }

    public String span(Span span) {
        return text("span", moment(span.start()), moment(span.end()));
    }

    /** A mark on a value axis, with no more decimals than its step has. */
    public String tick(BigDecimal mark) {
        int decimals = Math.max(0, mark.scale());
        var format = new DecimalFormat(decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals), symbols);
        return format.format(mark).replace("-", "−");
    }

    /** A mark on the time axis of one day; midnight at its end reads 24:00 and not 00:00. */
    public String axisTime(Instant mark, Instant end) {
        var local = local(mark);
        boolean closing = mark.equals(end) && local.toLocalTime().equals(LocalTime.MIDNIGHT);
        return closing ? "24:00" : time(mark);
    }

    /** A mark on the time axis of several days. */
    public String axisDay(Instant mark) {
        boolean midnight = local(mark).toLocalTime().equals(LocalTime.MIDNIGHT);
        return midnight ? date("format.axis.day").format(local(mark)) : dayTime(mark);
    }

    /** A window's length, such as "1 h". */
    public String length(Duration length) {
        if (length.toSeconds() % 86_400 == 0) {
            return text("length.days", count(length.toDays()));
        }
        if (length.toSeconds() % 3_600 == 0) {
            return text("length.hours", count(length.toHours()));
        }
        return length.toSeconds() % 60 == 0
                ? text("length.minutes", count(length.toMinutes()))
                : text("length.seconds", count(length.toSeconds()));
    }

    /** A number and its unit; a percent sign or nothing needs no space in front. */
    public String withUnit(String number, String unit) {
        return unit.isEmpty() ? number : number + " " + unit;
    }

    /** Trust in a few words, for a card. */
    public String chip(Trust trust) {
        Double coverage = trust.coverage();
        return coverage == null
                ? text("trust.chip.unknown", finality(trust.finality()))
                : text("trust.chip", percent(coverage), finality(trust.finality()));
    }

    /** Trust in whole words, for a footnote. */
    public String footnote(Trust trust) {
        var parts = new ArrayList<String>();
        Double coverage = trust.coverage();
        parts.add(coverage == null ? text("trust.coverage.unknown") : text("trust.coverage", percent(coverage)));
        parts.add(text("trust." + trust.finality().name().toLowerCase(Locale.ROOT)));
        if (trust.late() > 0) {
            parts.add(text("trust.late", count(trust.late())));
        }
        if (trust.revision() > 0) {
            parts.add(text("trust.revision", count(trust.revision())));
        }
        Instant watermark = trust.watermark();
        parts.add(watermark == null ? text("trust.watermark.none") : text("trust.watermark", moment(watermark)));
        parts.add(text("trust.cut", id(trust.cut())));
        parts.add(text("trust.definition", trust.definition()));
        return String.join(text("trust.separator"), parts);
    }

    /** By how much the percentiles of a table may be off. */
    public String bound(Brief.Spread spread) {
        return spread.boundShare() == 0
                ? text("spread.exact", list(spread.percentiles()))
                : text("spread.bound", list(spread.percentiles()), percent(spread.boundShare()));
    }

    public String list(List<String> items) {
        return String.join(text("list.separator"), items);
    }

    private ZonedDateTime local(Instant moment) {
        return moment.atZone(zone);
    }

    private DateTimeFormatter date(String key) {
        return DateTimeFormatter.ofPattern(text(key), locale);
    }

    private static String minus(DecimalFormat format, Number number) {
        format.setRoundingMode(RoundingMode.HALF_EVEN);
        String text = format.format(number);
        // U+2212 is as wide as the digits; a rounded-away negative is no longer negative
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return text.replace("-", zero ? "" : "−");
    }
}
