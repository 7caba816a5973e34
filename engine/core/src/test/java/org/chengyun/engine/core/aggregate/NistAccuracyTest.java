package org.chengyun.engine.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chengyun.engine.core.given.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Accuracy on NIST's Statistical Reference Datasets for univariate summary statistics. LRE, the logarithm of the relative
 * error, is about the number of right digits; 15 is the most that a double can show.
 */
class NistAccuracyTest {
    private static final double LEAST_DIGITS = 8;
    private static final Pattern MEAN = Pattern.compile("Sample Mean\\s+ybar:\\s+(\\S+)");
    private static final Pattern SD = Pattern.compile("Sample Standard Deviation \\(denom. = n-1\\)\\s+s:\\s+(\\S+)");

    private record Certified(String name, double mean, double sd, List<Double> samples) {}

    @ParameterizedTest
    @ValueSource(strings = {"Lew", "Lottery", "Mavro", "Michelso", "NumAcc1", "NumAcc2"})
    void shouldReachTheCertifiedDigits(String name) throws IOException {
        assertDigits(read(Repository.data("numeric-truth").resolve(name + ".dat")));
    }

    /** Not in the folder, but NIST says how it is made: a level of ten million and a spread of a tenth. */
    @Test
    void shouldReachTheCertifiedDigitsOfNumAcc4() {
        List<Double> samples = IntStream.range(0, 1_001)
                .mapToObj(i -> i == 0 ? 10000000.2 : i % 2 == 1 ? 10000000.1 : 10000000.3)
                .toList();
        assertDigits(new Certified("NumAcc4", 10000000.2, 0.1, samples));
    }

    private static void assertDigits(Certified certified) {
        assertDigits(certified, "one pass", onePass(certified.samples));
        for (long seed : new long[] {1, 2, 3, 5, 8, 13}) {
            assertDigits(certified, "1000 parts, seed " + seed, merged(certified.samples, new Random(seed)));
        }
    }

    private static void assertDigits(Certified certified, String how, Moments moments) {
        double meanDigits = lre(moments.mean(), certified.mean);
        double sdDigits = lre(Math.sqrt(moments.variance().orElseThrow()), certified.sd);
        System.out.printf(
                "NIST %-8s %-21s LRE mean %4.1f, standard deviation %4.1f%n",
                certified.name, how, meanDigits, sdDigits);
        assertThat(moments.n()).isEqualTo(certified.samples.size());
        assertThat(meanDigits)
                .as("%s, %s: digits of the mean", certified.name, how)
                .isGreaterThanOrEqualTo(LEAST_DIGITS);
        assertThat(sdDigits)
                .as("%s, %s: digits of the standard deviation", certified.name, how)
                .isGreaterThanOrEqualTo(LEAST_DIGITS);
    }

    private static double lre(double actual, double certified) {
        return Math.min(15, -Math.log10(Math.abs(actual - certified) / Math.abs(certified)));
    }

    private static Moments onePass(List<Double> samples) {
        Moments moments = Moments.EMPTY;
        for (double sample : samples) {
            moments = moments.add(sample);
        }
        return moments;
    }

    /** Deals the samples to 1,000 parts, some of them empty, and merges parts picked at random until one is left. */
    private static Moments merged(List<Double> samples, Random random) {
        List<Moments> parts = new ArrayList<>(Collections.nCopies(1_000, Moments.EMPTY));
        for (double sample : samples) {
            int part = random.nextInt(parts.size());
            parts.set(part, parts.get(part).add(sample));
        }
        while (parts.size() > 1) {
            Collections.swap(parts, random.nextInt(parts.size()), parts.size() - 1);
            Moments last = parts.removeLast();
            int other = random.nextInt(parts.size());
            parts.set(other, parts.get(other).merge(last));
        }
        return parts.getFirst();
    }

    private static Certified read(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> lines = text.lines().toList();
        int rule = lines.indexOf(
                lines.stream().filter(line -> line.matches("-+")).findFirst().orElseThrow());
        List<Double> samples = lines.stream()
                .skip(rule + 1L)
                .filter(line -> !line.isBlank())
                .map(Double::valueOf)
                .toList();
        return new Certified(
                String.valueOf(file.getFileName()).replace(".dat", ""), find(MEAN, text), find(SD, text), samples);
    }

    private static double find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in the file", pattern).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
