package org.chengyun.ingest.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.cases.CaseEvent;
import org.chengyun.ingest.cases.Evidence;
import org.chengyun.ingest.mapped.CaseHistory.Facts;
import org.chengyun.ingest.mapped.CaseHistory.Note;
import org.chengyun.ingest.mapped.CaseHistory.Status;
import org.chengyun.ingest.mapped.CaseHistory.Turn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of docs/cases.md. Times are hours after an arbitrary begin; the case is opened at 10. */
class CaseHistoryTest {
    private static final long HOUR_MS = 3_600_000;

    private static SourceTime at(long hour) {
        return new SourceTime(hour * HOUR_MS, hour * HOUR_MS, true);
    }

    private static @Nullable SourceTime maybe(@Nullable Integer hour) {
        return hour == null ? null : at(hour);
    }

    /** Notes such as {@code o11 c12 x13}: opens, closes, neither. */
    private static List<Note> notes(@Nullable String text) {
        List<Note> notes = new ArrayList<>();
        for (String note : text == null ? new String[0] : text.split(" ")) {
            Turn turn = switch (note.charAt(0)) {
                case 'o' -> Turn.OPENS;
                case 'c' -> Turn.CLOSES;
                default -> Turn.NEITHER;
            };
            notes.add(new Note(at(Long.parseLong(note.substring(1))), turn));
        }
        return notes;
    }

    @ParameterizedTest(name = "closed {0}, updated {1}, {2}, {3}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                // what times tell
                "-, -, UNKNOWN, -, ''",
                "12, -, UNKNOWN, -, closed 12",
                "-, 12, OPEN, -, changed 12",
                "-, 12, UNKNOWN, -, changed 12",
                "-, 10, OPEN, -, ''",
                // a closing time stands against a status, unless the status is later news
                "12, -, OPEN, -, closed 12",
                "12, 12, OPEN, -, closed 12",
                "12, 13, OPEN, -, closed 12 reopened 13",
                "12, 13, CLOSED, -, closed 12",
                "12, 13, UNKNOWN, -, closed 12",
                // a status without a time is not dated
                "-, -, CLOSED, -, ''",
                "-, 12, CLOSED, -, ''",
                // closed before it was opened
                "8, -, CLOSED, -, closed 8",
                "8, 11, OPEN, -, closed 8 reopened 11",
                // histories, in any order
                "-, -, CLOSED, o10 c12, closed 12",
                "-, -, CLOSED, c12 o10, closed 12",
                "-, -, OPEN, o13 c12 x11, changed 11 closed 12 reopened 13",
                "-, -, CLOSED, c12 c14, closed 12 changed 14",
                "-, -, OPEN, o11 o12, ''",
                "-, -, OPEN, x9, changed 9",
                // a history beside times
                "12, 12, CLOSED, c12, closed 12",
                "13, 13, CLOSED, c12, closed 12",
                "12, 13, OPEN, c12 o13, closed 12 reopened 13",
                "12, 15, OPEN, c12 o13, closed 12 reopened 13 changed 15",
                "14, 14, CLOSED, c12 o13, closed 12 reopened 13 closed 14",
                "12, -, CLOSED, x11, changed 11 closed 12",
                "-, 14, OPEN, c12, closed 12 reopened 14",
                "-, 12, OPEN, c12, closed 12"
            })
    void shouldTellWhatIsDated(
            @Nullable Integer closed, @Nullable Integer updated, Status status, @Nullable String notes, String events) {
        var facts = new Facts(at(10), at(10), maybe(closed), false, maybe(updated), status, notes(notes));

        List<CaseEvent> told = CaseHistory.of(facts);

        assertThat(told.get(0)).isEqualTo(new CaseEvent("opened", 10 * HOUR_MS, null, Evidence.OPENS));
        assertThat(String.join(
                        " ",
                        told.stream()
                                .skip(1)
                                .map(event -> event.action() + " " + event.atMs() / HOUR_MS)
                                .toList()))
                .isEqualTo(events);
        assertThat(told)
                .allSatisfy(event -> assertThat(event.hours())
                        .isEqualTo(event.action().equals("closed") ? (double) (event.atMs() / HOUR_MS - 10) : null));
    }

    @Test
    void shouldCountTheHoursThatPassedOnlyWhereBothTimesAreExact() {
        var wall = new SourceTime(0, 0, false);
        var exact = new SourceTime(0, 0, true);
        var later = new SourceTime(HOUR_MS, 2 * HOUR_MS, true);

        assertThat(exact.hoursUntil(later)).isEqualTo(1);
        assertThat(wall.hoursUntil(later)).isEqualTo(2);
    }
}
