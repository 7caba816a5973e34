package org.chengyun.ingest.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.fuzz.Samples.Sample;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every format that the registry knows, shipped or of an example, on damaged files: nothing escapes, every byte is in a
 * record, every record is observed, ignored or rejected with a reason, what is accepted can be sent, and all that is the
 * same however the file is cut.
 */
class FormatsFuzzTest {
    /** The others are transports. */
    private static final int TRANSPORTS = 6;

    private static final Samples SAMPLES = Samples.load();
    private static final int LONG_BYTES = 20_000;
    private static final int LONGEST_BYTES = 1_500_000;
    private static final List<String> MARKS = List.of(
            "\"",
            "\" ",
            "[",
            ":",
            "{",
            "} {",
            "\\",
            " \"- ",
            "\" 2",
            "]",
            "/ ",
            ",a\",\"\n",
            "<",
            "<a ",
            "<!--<request>",
            "&",
            "{\"a\":",
            "}\n{",
            "\n",
            "1",
            "%");

    @Test
    void shouldHaveSamplesOfEveryFormat() {
        assertThat(SAMPLES.byFormat())
                .allSatisfy((format, samples) -> assertThat(samples)
                        .as("add ingest/src/test/resources/samples/%s.txt", format)
                        .isNotEmpty());
        assertThat(SAMPLES.byFormat()).hasSizeGreaterThanOrEqualTo(Fuzzer.DECODERS - TRANSPORTS);
    }

    @Test
    void shouldObserveSomethingInEverySample() {
        for (Dataset dataset : SAMPLES.catalogue.datasets()) {
            for (FeedFormat format : SAMPLES.formats.of(dataset).formats()) {
                for (Sample sample : samples(Samples.key(dataset, format))) {
                    int observations = check(dataset, sample.name()).observations(sample.content());
                    boolean expected = format.isFeed() && sample.mustObserve();
                    assertThat(observations > 0).as(sample.name()).isEqualTo(expected);
                }
            }
        }
    }

    private static List<Sample> samples(String format) {
        return SAMPLES.byFormat().getOrDefault(format, List.of());
    }

    private static FormatCheck check(Dataset dataset, String name) {
        return new FormatCheck(dataset, SAMPLES.formats.of(dataset), name);
    }

    private static Stream<DynamicTest> each(Samples samples, Consumer<Fuzzer> run) {
        return samples.byFormat().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> run.accept(fuzzer(samples, entry))));
    }

    private static Fuzzer fuzzer(Samples samples, Map.Entry<String, List<Sample>> format) {
        return new Fuzzer(
                format.getKey(),
                format.getValue().stream()
                        .map(sample -> {
                            Dataset dataset =
                                    samples.catalogue.dataset(sample.dataset()).orElseThrow();
                            var check = new FormatCheck(dataset, samples.formats.of(dataset), sample.name());
                            return new Fuzzer.Seed(sample.content(), check.preamble(sample.content()), check);
                        })
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> shouldAccountForEverythingWhateverHappensToTheBytes() {
        return each(SAMPLES, Fuzzer::inTheSuite);
    }

    @TestFactory
    Stream<DynamicTest> shouldAccountForTheLongestRecords() {
        return each(SAMPLES, fuzzer -> fuzzer.withRepetitions(MARKS, LONG_BYTES, false));
    }

    /** Where a field might end, a megabyte long. */
    @TestFactory
    @Tag("nightly")
    Stream<DynamicTest> shouldNotBeSlowedDownByTheLongestRecords() {
        return each(SAMPLES, fuzzer -> fuzzer.withRepetitions(MARKS, LONGEST_BYTES, true));
    }

    /** {@code -Dtest.excluded= -Dtest=FormatsFuzzTest} runs it. Real files are damaged, too, if they are at hand. */
    @TestFactory
    @Tag("nightly")
    Stream<DynamicTest> shouldAccountForEverythingNightAfterNight() {
        return each(Samples.load().withRealFiles(), Fuzzer::atNight);
    }
}
