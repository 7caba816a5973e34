package org.chengyun.ingest.mapped;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a record that is a tree: a JSON object, an XML element. A value within another has the names of
 * both, with a dot between. Not thread-safe.
 */
final class NestedRow {
    /** How far down values are looked for: {@code extended_attributes.location.ward}. */
    static final int DEPTH = 3;

    private static final int ERROR_SHOWN = 300;

    private final RowMapper mapper;
    private final ColumnPlaces places;
    private final CaseRule.@Nullable Notes form;
    private final @Nullable String[] texts;
    private final int[] ranks;
    private final List<RowMapper.NoteText> notes = new ArrayList<>();
    private boolean errorCode;
    private boolean errorText;
    private boolean error;
    private @Nullable String noteAt;
    private @Nullable String noteKind;

    NestedRow(List<Column> columns, RowMapper mapper) {
        this.mapper = mapper;
        this.places = new ColumnPlaces(columns);
        this.form = mapper.notes();
        this.texts = new @Nullable String[columns.size()];
        this.ranks = new int[columns.size()];
    }

    void clear() {
        Arrays.fill(texts, null);
        Arrays.fill(ranks, Integer.MAX_VALUE);
        notes.clear();
        noteAt = null;
        noteKind = null;
        errorCode = false;
        errorText = false;
        error = false;
    }

    boolean isColumn(String path) {
        return places.of(path).column() >= 0;
    }

    /** True if the list of that name holds the record's history. */
    boolean isHistory(String path) {
        return form != null && form.list().equals(Column.plain(path));
    }

    void value(String path, String text) {
        ColumnPlaces.Place place = places.of(path);
        if (place.column() >= 0 && place.rank() < ranks[place.column()] && !text.isBlank()) {
            ranks[place.column()] = place.rank();
            texts[place.column()] = text;
        }
        switch (path.toLowerCase(Locale.ROOT)) {
            case "code" -> errorCode = true;
            case "error", "errors" -> error = true;
            case "description", "message" -> errorText = true;
            default -> {}
        }
    }

    /** A value within the present item of the history. */
    void noteValue(String name, String text) {
        if (form == null) {
            return;
        }
        String plain = Column.plain(name);
        if (plain.equals(form.at())) {
            noteAt = text;
        } else if (plain.equals(form.kind())) {
            noteKind = text;
        }
    }

    void endOfNote() {
        if (noteAt != null || noteKind != null) {
            notes.add(new RowMapper.NoteText(noteAt, noteKind));
        }
        noteAt = null;
        noteKind = null;
    }

    /** @param raw the record, to be shown if it is an error of the source */
    Decoded decoded(String raw) {
        Decoded decoded = mapper.map(texts, notes);
        boolean nothingKnown =
                decoded instanceof Decoded.Rejected rejected && rejected.reason() == Reason.VALUE_MISSING;
        return nothingKnown && (error || (errorCode && errorText)) ? sourceError(raw) : decoded;
    }

    static Decoded.Rejected sourceError(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return new Decoded.Rejected(
                Reason.SOURCE_ERROR,
                "the source answered: " + (line.length() <= ERROR_SHOWN ? line : line.substring(0, ERROR_SHOWN) + "…"));
    }
}
