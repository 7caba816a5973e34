package org.chengyun.ingest.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.chengyun.ingest.cases.CaseState.Fact;
import org.chengyun.ingest.cases.CaseState.Merged;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** From record to record, by the rule of docs/cases.md. Times are hours; the case is opened at 10 unless said otherwise. */
class CaseStateTest {
    private static final long HOUR_MS = 3_600_000;

    /** What one record tells: {@code o10} opens, {@code c} closes, {@code b} closed by, {@code s} shown open, {@code x} neither. */
    private static CaseRecord record(String text) {
        List<CaseEvent> history = new ArrayList<>();
        for (String word : text.split(" ", -1)) {
            long at = Long.parseLong(word.substring(1)) * HOUR_MS;
            boolean first = history.isEmpty();
            history.add(
                    switch (word.charAt(0)) {
                        case 'o' -> new CaseEvent(first ? "opened" : "reopened", at, null, Evidence.OPENS);
                        case 'c' -> new CaseEvent("closed", at, (double) (at / HOUR_MS - 10), Evidence.CLOSES);
                        case 'b' -> new CaseEvent("closed", at, (double) (at / HOUR_MS - 10), Evidence.CLOSED_BY);
                        case 's' -> new CaseEvent("changed", at, null, Evidence.SHOWN_OPEN);
                        default -> new CaseEvent("changed", at, null, Evidence.NEITHER);
                    });
        }
        return new CaseRecord("a", history.get(0).atMs(), history, new @Nullable Object[4], new CaseFields(0, 1, 2, 3));
    }

    private static String shown(List<CaseEvent> events) {
        return events.stream()
                .map(event -> event.action() + " " + event.atMs() / HOUR_MS)
                .collect(Collectors.joining(" "));
    }

    /** Everything that records in this order lead to; what is known is written and read back each time. */
    private static final class Told {
        private final List<CaseEvent> events = new ArrayList<>();
        private @Nullable CaseState state;

        Told(List<CaseRecord> records) {
            records.forEach(this::tell);
        }

        List<CaseEvent> tell(CaseRecord record) {
            Merged merged = CaseState.merge(state, record);
            assertThat(CaseBytes.read(CaseBytes.write(merged.state()))).isEqualTo(merged.state());
            state = merged.state();
            events.addAll(merged.news());
            mustAddUp();
            return merged.news();
        }

        /** The law that makes the backlog right at every moment. */
        private void mustAddUp() {
            Map<String, Long> counts = counts();
            long open = counts.getOrDefault("opened", 0L)
                    + counts.getOrDefault("reopened", 0L)
                    - counts.getOrDefault("closed", 0L);
            assertThat(open).as(shown(events)).isEqualTo(state().isClosed() ? 0 : 1);
        }

        CaseState state() {
            if (state == null) {
                throw new AssertionError("nothing was told");
            }
            return state;
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            events.forEach(event -> counts.merge(event.action(), 1L, Long::sum));
            return counts;
        }
    }

    @ParameterizedTest(name = "{0} and then {1}: {2}")
    @CsvSource({
        // the same again is no news
        "o10, o10, ''",
        "o10 s11, o10 s11, ''",
        "o10 c12, o10 c12, ''",
        "o10 x11 c12 o13 s14, o10 x11 c12 o13 s14, ''",
        // what went on since
        "o10, o10 s11, changed 11",
        "o10 s11, o10 c12, closed 12",
        "o10 s12, o10 c12, closed 12",
        "o10 c12, o10 c12 o13, reopened 13",
        // the closing time is gone, and the record changed since: it was opened again
        "o10 c12, o10 s13, reopened 13",
        "o10 c12, o10 s12, ''",
        "o10 c12, o10 x13, changed 13",
        // closed again without a word about a reopening: a change
        "o10 c12, o10 c14, changed 14",
        "o10 c14, o10 c12, changed 12",
        // a record that changes after its closing, which is only dated by that, tells nothing
        "o10 b12, o10 b14, ''",
        // older records: what they reveal counts, what is newer stands
        "o10 s15, o10 s12, changed 12",
        "o10 c15, o10 s12, changed 12",
        "o10 s15, o10 c12, closed 12 reopened 15",
        "o10 c15, o10 c12 o13, closed 12 reopened 13",
        "o10 c12 o15, o10 s13, changed 13",
        // contradictions about the opening
        "o10 c12, o9 c12, ''",
        "o10, o11, ''",
        "o10, o12 c11, ''",
        "o10, o12 c13, closed 13",
        "o10 c8, o10 c8 o11, reopened 11",
        // the number is used for another case
        "o10 c12, o20 c21, opened 20 closed 21",
        "o20 c21, o10 c12, ''",
    })
    void shouldTellOnlyWhatIsNew(String first, String second, String news) {
        var told = new Told(List.of(record(first)));

        assertThat(shown(told.tell(record(second)))).isEqualTo(news);
        assertThat(told.tell(record(first))).isEmpty();
        assertThat(told.tell(record(second))).isEmpty();
    }

    @Test
    void shouldForgetTheOldestOfMany() {
        var told = new Told(List.of(record("o10")));
        for (int hour = 11; hour < 11 + 3 * CaseState.MAX_FACTS; hour++) {
            assertThat(told.tell(record("o10 " + (hour % 2 == 0 ? "c" : "s") + hour)))
                    .hasSize(1);
        }
        assertThat(told.tell(record("o10 s11"))).isEmpty();
        assertThat(told.tell(record("o10 c12"))).isEmpty();
        assertThat(CaseBytes.write(told.state())).hasSizeLessThan(CaseTable.MAX_BYTES);
    }

    @Test
    void shouldReadWhatEarlierReleasesWrote() {
        var closed = new CaseState(
                1_700_000_000_000L,
                CaseState.NOTHING,
                false,
                List.of(new Fact(1_700_003_600_000L, Evidence.CLOSES, true)));
        var long0 = new CaseState(
                -5,
                7,
                true,
                List.of(
                        new Fact(8, Evidence.SHOWN_OPEN, true),
                        new Fact(8, Evidence.NEITHER, false),
                        new Fact(300, Evidence.CLOSED_BY, false),
                        new Fact(301, Evidence.OPENS, false)));
        String[] golden = {"1180c49fd50ca03843", "160918" + "1a410000" + "c80404" + "0202"};
        for (var pair : Map.of(golden[0], closed, golden[1], long0).entrySet()) {
            assertThat(HexFormat.of().formatHex(CaseBytes.write(pair.getValue())))
                    .isEqualTo(pair.getKey());
            assertThat(CaseBytes.read(HexFormat.of().parseHex(pair.getKey()))).isEqualTo(pair.getValue());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    /** A case's life: each step is one thing that happens, at its own time. */
    private static List<CaseEvent> life(Random random) {
        List<CaseEvent> life = new ArrayList<>();
        life.add(new CaseEvent("opened", 10 * HOUR_MS, null, Evidence.OPENS));
        boolean open = true;
        long hour = 10;
        for (int steps = random.nextInt(12); steps > 0; steps--) {
            hour += 1 + random.nextInt(5);
            long at = hour * HOUR_MS;
            boolean turns = random.nextInt(3) > 0;
            if (!open) {
                life.add(new CaseEvent("reopened", at, null, Evidence.SHOWN_OPEN));
                open = true;
            } else if (turns) {
                life.add(new CaseEvent("closed", at, (double) (hour - 10), Evidence.CLOSES));
                open = false;
            } else {
                life.add(new CaseEvent("changed", at, null, Evidence.SHOWN_OPEN));
            }
        }
        return life;
    }

    /** What a source shows that only knows now, after so many steps: either it drops an old closing time, or keeps it. */
    private static CaseRecord snapshot(List<CaseEvent> life, int steps, boolean keepsClosing) {
        List<CaseEvent> seen = life.subList(0, steps);
        CaseEvent last = seen.getLast();
        List<CaseEvent> history = new ArrayList<>(List.of(seen.getFirst()));
        CaseEvent closing = seen.stream()
                .filter(event -> event.action().equals("closed"))
                .reduce((a, b) -> b)
                .orElse(null);
        boolean open = !last.action().equals("closed");
        if (closing != null && (keepsClosing || !open)) {
            history.add(closing);
        }
        if (open && steps > 1) {
            String action = history.size() > 1 ? "reopened" : "changed";
            history.add(new CaseEvent(action, last.atMs(), null, Evidence.SHOWN_OPEN));
        }
        return new CaseRecord("a", 10 * HOUR_MS, history, new @Nullable Object[4], new CaseFields(0, 1, 2, 3));
    }

    private static List<CaseRecord> snapshots(List<CaseEvent> life, Random random) {
        List<CaseRecord> snapshots = new ArrayList<>();
        for (int steps = 1; steps <= life.size(); steps++) {
            snapshots.add(snapshot(life, steps, random.nextBoolean()));
        }
        return snapshots;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldTellALifeWhoseEveryStateIsShownHoweverOften(long seed) {
        var random = new Random(seed);
        List<CaseEvent> life = life(random);
        List<CaseRecord> shown = new ArrayList<>();
        for (CaseRecord snapshot : snapshots(life, random)) {
            shown.addAll(Collections.nCopies(1 + random.nextInt(3), snapshot));
        }

        assertThat(new Told(shown).events).isEqualTo(life);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldCountTheSameInAnyOrder(long seed) {
        var random = new Random(seed);
        List<CaseEvent> life = life(random);
        List<CaseRecord> records = snapshots(life, random);
        // not every state is seen
        records.removeIf(snapshot -> random.nextInt(4) == 0);
        if (records.isEmpty()) {
            return;
        }
        var inOrder = new Told(records);
        List<CaseRecord> mixed = new ArrayList<>(records);
        records.forEach(snapshot -> mixed.addAll(Collections.nCopies(random.nextInt(3), snapshot)));
        Collections.shuffle(mixed, random);

        var inDisorder = new Told(mixed);

        Map<String, Long> expected = inOrder.counts();
        Map<String, Long> counts = inDisorder.counts();
        for (String action : List.of("opened", "closed", "reopened")) {
            assertThat(counts.getOrDefault(action, 0L)).as(action).isEqualTo(expected.getOrDefault(action, 0L));
        }
        assertThat(inDisorder.state().isClosed()).isEqualTo(inOrder.state().isClosed());
        assertThat(inDisorder.events).doesNotHaveDuplicates();
        // the times told are the same: none is lost, none is made up
        assertThat(times(inDisorder.events)).isEqualTo(times(inOrder.events));
        mixed.forEach(snapshot -> assertThat(inDisorder.tell(snapshot)).isEmpty());
    }

    private static List<Long> times(List<CaseEvent> events) {
        return events.stream().map(CaseEvent::atMs).distinct().sorted().toList();
    }

    /** Records of any facts, contradictory ones, too, many at one time. */
    private static CaseRecord anything(Random random) {
        var text = new StringBuilder("o").append(10 + random.nextInt(3) * random.nextInt(2));
        boolean open = true;
        long hour = 8;
        for (int i = random.nextInt(5); i > 0; i--) {
            hour += random.nextInt(4);
            int kind = random.nextInt(5);
            boolean turns = open ? kind == 1 || kind == 2 : kind == 3;
            text.append(' ')
                    .append(open ? "xcbss".charAt(kind) : "xxxox".charAt(kind))
                    .append(hour);
            open = turns != open;
        }
        return record(text.toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldAddUpAndNeverRepeatItselfWhateverIsTold(long seed) {
        var random = new Random(seed);
        List<CaseRecord> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(anything(random));
        }
        var told = new Told(List.of());
        for (CaseRecord record : records) {
            told.tell(record);
            assertThat(told.tell(record)).isEmpty();
        }
    }
}
