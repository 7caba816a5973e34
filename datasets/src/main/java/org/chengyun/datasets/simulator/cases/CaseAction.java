package org.chengyun.datasets.simulator.cases;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.feed.Damage;
import org.chengyun.datasets.simulator.feed.Observation;
import org.chengyun.datasets.simulator.truth.Measure;
import org.chengyun.datasets.simulator.truth.TruthBook;
import org.jspecify.annotations.Nullable;

/** A case is opened, or it is closed. */
record CaseAction(CityCase subject, boolean closes) implements Observation {
    private static final double WITHOUT_PLACE = 0.04;

    @Override
    public long eventMs() {
        return closes ? subject.closedMs() : subject.openedMs();
    }

    @Override
    public void render(StringBuilder out, Damage damage) {
        text(out.append('{'), "case_id", damage == Damage.MISSING_CASE_ID ? null : subject.id());
        text(out.append(','), "action", closes ? "closed" : "opened");
        text(out.append(','), "at", at(damage));
        text(out.append(','), "opened_at", time(subject.openedMs()));
        text(out.append(','), "closed_at", closes ? time(subject.closedMs()) : null);
        text(out.append(','), "type", subject.type().id());
        text(out.append(','), "agency", subject.type().agency().id());
        text(out.append(','), "district", subject.district().id());
        text(out.append(','), "channel", subject.channel().id());
        place(out);
        out.append('}');
    }

    private String at(Damage damage) {
        return switch (damage) {
            case UNREADABLE_TIME -> "2026-02-30T24:61:00+08:00";
            case FUTURE_TIME -> time(eventMs() + Damage.AHEAD_MS);
            default -> time(eventMs());
        };
    }

    private String time(long epochMs) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(epochMs).atZone(subject.zone()));
    }

    private static void text(StringBuilder out, String name, @Nullable String value) {
        out.append('"').append(name).append("\":");
        if (value == null) {
            out.append("null");
        } else {
            out.append('"').append(value).append('"');
        }
    }

    private void place(StringBuilder out) {
        if (Dice.unit(Dice.part(subject.roll(), 20)) < WITHOUT_PLACE) {
            out.append(",\"lon\":null,\"lat\":null");
            return;
        }
        long[] micro = subject.district().positionMicro(Dice.part(subject.roll(), 21));
        degrees(out.append(",\"lon\":"), micro[0]);
        degrees(out.append(",\"lat\":"), micro[1]);
    }

    private static void degrees(StringBuilder out, long micro) {
        out.append(micro / 1_000_000).append('.');
        String rest = Long.toString(micro % 1_000_000);
        out.append("0".repeat(6 - rest.length())).append(rest);
    }

    @Override
    public int vitalLength(String line) {
        return line.length() - 1;
    }

    @Override
    public void recordIn(TruthBook book, Damage damage, boolean repeat) {
        String agency = subject.type().agency().id();
        long at = eventMs();
        if (closes) {
            long seconds = subject.wallClockSeconds();
            book.count(Measure.CLOSED_AGENCY, agency, at, repeat);
            book.add(Measure.CLOSING_HOURS, "", at, seconds, repeat);
            book.add(Measure.CLOSING_HOURS_AGENCY, agency, at, seconds, repeat);
        } else {
            book.count(Measure.OPENED, "", at, repeat);
            book.count(Measure.OPENED_TYPE, subject.type().id(), at, repeat);
            book.count(Measure.OPENED_DISTRICT, subject.district().id(), at, repeat);
            book.count(Measure.OPENED_AGENCY, agency, at, repeat);
        }
    }
}
