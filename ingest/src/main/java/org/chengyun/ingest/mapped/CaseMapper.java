package org.chengyun.ingest.mapped;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chengyun.ingest.cases.CaseRecord;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.SourceText;
import org.jspecify.annotations.Nullable;

/** Turns a row that is a case into what happened to it. Used for one row. */
final class CaseMapper {
    /** A hundred years. */
    private static final double LONGEST_HOURS = 876_600;

    private final CaseRule rule;
    private final RowMapper mapper;

    CaseMapper(CaseRule rule, RowMapper mapper) {
        this.rule = rule;
        this.mapper = mapper;
    }

    /**
     * The events of the case that a row tells of, or why it is refused.
     *
     * @param opening the observation of the opening
     */
    Decoded events(@Nullable Object[] opening, @Nullable String[] row, List<RowMapper.NoteText> notes) {
        CaseHistory.Facts facts = facts(row, notes);
        Decoded.Rejected rejected = mapper.rejection();
        if (rejected != null) {
            return rejected;
        }
        // spreadsheets keep long numbers whole behind a tab
        opening[rule.fields().caseId()] =
                String.valueOf(opening[rule.fields().caseId()]).strip();
        String id = String.valueOf(opening[rule.fields().caseId()]);
        return new Decoded.Case(
                new CaseRecord(id, facts.hoursFrom().epochMs(), CaseHistory.of(facts), opening, rule.fields()));
    }

    private CaseHistory.Facts facts(@Nullable String[] row, List<RowMapper.NoteText> notes) {
        SourceTime opened = Objects.requireNonNull(mapper.time(rule.opened(), row), "the opening was made of it");
        SourceTime hoursFrom = timeAt(rule.hoursFrom(), row);
        SourceTime updated = timeAt(rule.updated(), row);
        CaseHistory.Status status = status(row);
        SourceTime closed = closed(row, opened);
        boolean closedBy = closed == null;
        if (closed == null && rule.updateCloses() && status == CaseHistory.Status.CLOSED) {
            closed = updated;
        }
        List<CaseHistory.Note> dated = dated(notes);
        return new CaseHistory.Facts(
                opened, hoursFrom == null ? opened : hoursFrom, closed, closedBy, updated, status, dated);
    }

    private @Nullable SourceTime timeAt(int column, @Nullable String[] row) {
        return column < 0 ? null : mapper.time(column, row);
    }

    private @Nullable SourceTime closed(@Nullable String[] row, SourceTime opened) {
        CaseRule.Span span = rule.closedAfter();
        if (span != null) {
            String text = mapper.textOf(span.column(), row);
            if (text == null) {
                return null;
            }
            double value = DecimalText.parse(text.strip());
            if (Double.isNaN(value) || Math.abs(value * span.toHours()) > LONGEST_HOURS) {
                mapper.reject(
                        Reason.NUMBER_MALFORMED,
                        "%s is %s".formatted(mapper.column(span.column()).name(), SourceText.quoted(text)));
                return null;
            }
            return opened.plusHours(value * span.toHours());
        }
        for (int column : rule.closed()) {
            SourceTime time = mapper.time(column, row);
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private CaseHistory.Status status(@Nullable String[] row) {
        String text = rule.status() < 0 ? null : row[rule.status()];
        String plain = text == null ? "" : Column.plain(text);
        if (rule.closedWords().contains(plain)) {
            return CaseHistory.Status.CLOSED;
        }
        return rule.openWords().contains(plain) ? CaseHistory.Status.OPEN : CaseHistory.Status.UNKNOWN;
    }

    /** A note without a time tells nothing that could be counted. */
    private List<CaseHistory.Note> dated(List<RowMapper.NoteText> notes) {
        CaseRule.Notes form = rule.notes();
        if (form == null || notes.isEmpty()) {
            return List.of();
        }
        List<CaseHistory.Note> dated = new ArrayList<>();
        for (RowMapper.NoteText note : notes) {
            if (note.at() == null || note.at().isBlank()) {
                continue;
            }
            SourceTime at = mapper.parse(form.times(), note.at());
            if (at == null) {
                mapper.reject(
                        Reason.TIME_MALFORMED,
                        "%s of %s is %s".formatted(form.at(), form.list(), SourceText.quoted(note.at())));
                return List.of();
            }
            dated.add(new CaseHistory.Note(at, turn(form, note.kind())));
        }
        return dated;
    }

    private static CaseHistory.Turn turn(CaseRule.Notes form, @Nullable String kind) {
        String plain = kind == null ? "" : Column.plain(kind);
        if (form.closeKinds().contains(plain)) {
            return CaseHistory.Turn.CLOSES;
        }
        return form.openKinds().contains(plain) ? CaseHistory.Turn.OPENS : CaseHistory.Turn.NEITHER;
    }
}
