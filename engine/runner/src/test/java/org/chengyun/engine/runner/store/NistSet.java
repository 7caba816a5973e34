package org.chengyun.engine.runner.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/** A univariate dataset of NIST's Statistical Reference Datasets, with its certified values. */
record NistSet(String name, double mean, double sd, List<Double> samples) {
    private static final Pattern MEAN = Pattern.compile("Sample Mean\\s+ybar:\\s+(\\S+)");
    private static final Pattern SD = Pattern.compile("Sample Standard Deviation \\(denom. = n-1\\)\\s+s:\\s+(\\S+)");

    /** NumAcc3 and NumAcc4 are made as NIST says; the others are read from the test data, or the test is skipped. */
    static NistSet of(String name) throws IOException {
        return switch (name) {
            case "NumAcc3" -> made(name, 1_000_000.2, 1_000_000.1, 1_000_000.3);
            case "NumAcc4" -> made(name, 10_000_000.2, 10_000_000.1, 10_000_000.3);
            default -> read(name);
        };
    }

    /** A level, and a spread of a tenth around it. */
    private static NistSet made(String name, double level, double low, double high) {
        List<Double> samples = IntStream.range(0, 1_001)
                .mapToObj(i -> i == 0 ? level : i % 2 == 1 ? low : high)
                .toList();
        return new NistSet(name, level, 0.1, samples);
    }

    private static NistSet read(String name) throws IOException {
        Path file = Path.of(System.getProperty("chengyun.root", "../.."))
                .resolve("../shared/data/numeric-truth/%s.dat".formatted(name));
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no test data at " + file);
        String text = Files.readString(file);
        List<Double> samples = text.lines()
                .dropWhile(line -> !line.matches("-+"))
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(Double::valueOf)
                .toList();
        return new NistSet(name, find(MEAN, text), find(SD, text), samples);
    }

    private static double find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no %s in the file".formatted(pattern));
        }
        return Double.parseDouble(matcher.group(1));
    }
}
