package org.chengyun.ingest.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Hands damaged inputs to a decoder and reports what went wrong, each kind of fault once.
 *
 * <p>{@code -Dchengyun.fuzz=N} says how many inputs all decoders together get, {@code -Dchengyun.fuzz.seed=N} which.
 * {@code -Dchengyun.fuzz.first=N} leaves out the inputs before, to see one again.
 */
public final class Fuzzer {
    /** As many decoders are tried; each gets its share of the inputs. */
    public static final int DECODERS = 50;

    private static final String PROPERTY = "chengyun.fuzz";
    private static final int IN_THE_SUITE = 50_000;
    private static final int AT_NIGHT = 1_000_000;
    private static final long SEED = Long.getLong(PROPERTY + ".seed", 20261121L);
    private static final int FIRST = Integer.getInteger(PROPERTY + ".first", 0);
    private static final int LARGE_EVERY = 500;
    private static final int LARGE_BYTES = 30_000;
    /** More than a record may be long. */
    private static final int HUGE_BYTES = 1_200_000;

    private static final double MOST_MS_PER_KB = 10;
    private static final int LOOKS = 5;
    private static final int FRAMES_SHOWN = 2;

    private final String decoder;
    private final List<Seed> seeds;
    private final Map<String, AssertionError> faults = new LinkedHashMap<>();
    private double slowest;
    private String slowestInput = "none";

    /** Decodes an input, checks what came of it, and says how long the decoder took, in nanoseconds. */
    @FunctionalInterface
    public interface Check {
        long check(byte[] input, Random random) throws Exception;
    }

    /** What is damaged. */
    public static final class Seed {
        private final byte[] content;
        private final int keep;
        private final Check check;

        /** @param keep so many bytes at the begin are mostly left as they are: a header, without which all is refused */
        public Seed(byte[] content, int keep, Check check) {
            this.content = content;
            this.keep = keep;
            this.check = check;
        }

        byte[] content() {
            return content;
        }

        int keep() {
            return keep;
        }

        Check check() {
            return check;
        }
    }

    public Fuzzer(String decoder, List<Seed> seeds) {
        this.decoder = decoder;
        this.seeds = List.copyOf(seeds);
    }

    /** This decoder's share of the inputs that run with every build; says how slow the slowest was. */
    public void inTheSuite() {
        run(Integer.getInteger(PROPERTY, IN_THE_SUITE) / DECODERS, false);
    }

    /** The share of those that run at night; fails if one takes more than 10 ms for a KB again and again. */
    public void atNight() {
        run(Integer.getInteger(PROPERTY, AT_NIGHT) / DECODERS, true);
    }

    private void run(int inputs, boolean timed) {
        for (int i = FIRST; i < inputs; i++) {
            one(i, i == inputs / 2, timed);
        }
        report(inputs);
    }

    /** The begin of each seed, and then one thing again and again. */
    void withRepetitions(List<String> marks, int bytes, boolean timed) {
        int number = 0;
        for (Seed seed : seeds) {
            for (String mark : marks) {
                byte[] input = Mutator.repeatedBehind(seed, mark, bytes);
                judge(number, seed, input, number, timed);
                number++;
            }
        }
        report(number);
    }

    private void report(int inputs) {
        System.out.printf("fuzz %s: %d inputs, slowest %.2f ms/KB: %s%n", decoder, inputs, slowest, slowestInput);
        if (!faults.isEmpty()) {
            var all = new AssertionError("%d faults of %s, the first: %s"
                    .formatted(
                            faults.size(),
                            decoder,
                            faults.values().iterator().next().getMessage()));
            faults.values().forEach(all::addSuppressed);
            throw all;
        }
    }

    private void one(int number, boolean huge, boolean timed) {
        long mixed = (SEED * 31 + decoder.hashCode()) * 1_000_003 + number;
        var random = new Random(mixed);
        Seed seed = seeds.get(random.nextInt(seeds.size()));
        byte[] other = seeds.get(random.nextInt(seeds.size())).content();
        int keep = random.nextInt(12) == 0 ? 0 : seed.keep();
        var mutator = new Mutator(random);
        byte[] input;
        if (huge) {
            input = mutator.large(seed.content(), keep, other, HUGE_BYTES);
        } else if (random.nextInt(LARGE_EVERY) == 0) {
            input = mutator.large(seed.content(), keep, other, 1 + random.nextInt(LARGE_BYTES));
        } else {
            input = mutator.damaged(seed.content(), keep, other);
        }
        judge(number, seed, input, random.nextLong(), timed);
    }

    private void judge(int number, Seed seed, byte[] input, long checkSeed, boolean timed) {
        try {
            double pace = pace(seed, input, checkSeed);
            for (int look = 1; timed && look < LOOKS && pace > MOST_MS_PER_KB; look++) {
                pace = Math.min(pace, pace(seed, input, checkSeed));
            }
            if (pace > slowest) {
                slowest = pace;
                slowestInput = "input %d of %d bytes".formatted(number, input.length);
            }
            if (timed && pace > MOST_MS_PER_KB) {
                throw new AssertionError("took %.1f ms/KB".formatted(pace));
            }
        } catch (Exception | AssertionError | StackOverflowError e) {
            faults.computeIfAbsent(kind(e), kind -> fault(number, input, e));
        }
    }

    private static double pace(Seed seed, byte[] input, long checkSeed) throws Exception {
        long nanos = seed.check().check(input, new Random(checkSeed));
        return nanos / 1e6 / Math.max(1.0, input.length / 1024.0);
    }

    private AssertionError fault(int number, byte[] input, Throwable cause) {
        return new AssertionError(
                "%s, input %d of -Dchengyun.fuzz.seed=%d (%d bytes, kept as %s): %s"
                        .formatted(decoder, number, SEED, input.length, kept(number, input), cause),
                cause);
    }

    private Path kept(int number, byte[] input) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz-faults"));
            return Files.write(folder.resolve(decoder.replace('/', '-') + "-" + number), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Faults of one kind come from one place. */
    private static String kind(Throwable fault) {
        var kind = new StringBuilder(fault.getClass().getName());
        int shown = 0;
        for (StackTraceElement frame : fault.getStackTrace()) {
            if (shown < FRAMES_SHOWN && frame.getClassName().startsWith("org.chengyun")) {
                kind.append(' ').append(frame);
                shown++;
            }
        }
        @Nullable Throwable cause = fault.getCause();
        return cause == null ? kind.toString() : kind + " by " + kind(cause);
    }
}
