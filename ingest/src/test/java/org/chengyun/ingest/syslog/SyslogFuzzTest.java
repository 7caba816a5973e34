package org.chengyun.ingest.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.fuzz.Fuzzer;
import org.chengyun.ingest.socket.Framer;
import org.chengyun.ingest.socket.LineFramer;
import org.chengyun.ingest.socket.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes over sockets, damaged: nothing escapes, and of a stream nothing is lost however the network cuts it. */
class SyslogFuzzTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-21T02:00:05Z");
    private static final List<String> MESSAGES = List.of(
            "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed",
            "<165>1 2003-10-11T22:14:15.003000-07:00 h app 8710 ID47 [a@1 b=\"c\\\"\\]\" d=\"\"][e] body",
            "<0>1 - - - - - -",
            "<13>Feb  5 17:32:18 10.0.0.99 nginx: 1.2.3.4 - - [10/Feb/2026:16:42:07 +0800] \"GET / HTTP/1.1\" 200 1",
            "<190>Nov 21 2026 10:00:00.123 web-1 nginx[12]: body",
            "<191>2026-11-21T10:00:00+08:00 web-1 a/b[1]: body",
            "<13>haproxy[68]: no time",
            "no header at all");
    private static final List<String> STREAMS = List.of(
            "12 <13>hello wo<13>line\n999999 <1>x\n7 <1>abcd\n0 <1>zero\n",
            "5 <1>ab<2>line\n7 <3>a\nbc<4>x\r\n\n\u00009 lines\n2026 is a year\n6 <5>end",
            "<13>Nov 21 10:00:00 web-1 nginx: a\n<13>b\u0000<13>c\r\n");

    /** What is fed. */
    enum What {
        MESSAGES,
        FRAMES,
        LINES
    }

    private static Fuzzer fuzzer(What what) {
        List<String> texts = what == What.MESSAGES ? MESSAGES : STREAMS;
        Fuzzer.Check check = switch (what) {
            case MESSAGES -> SyslogFuzzTest::parse;
            case FRAMES -> (input, random) -> cut(input, random, true);
            case LINES -> (input, random) -> cut(input, random, false);
        };
        return new Fuzzer(
                "syslog/" + what,
                texts.stream()
                        .map(text -> new Fuzzer.Seed(text.getBytes(StandardCharsets.UTF_8), 0, check))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeWhateverComes(What what) {
        fuzzer(what).inTheSuite();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("nightly")
    void shouldTakeWhateverComesNightAfterNight(What what) {
        fuzzer(what).atNight();
    }

    private static long parse(byte[] input, Random random) {
        byte[] amid = new byte[input.length + 6];
        Arrays.fill(amid, (byte) "<1] \"9".charAt(random.nextInt(6)));
        System.arraycopy(input, 0, amid, 3, input.length);
        var parser = new SyslogParser(ZoneId.of("Asia/Shanghai"));
        long begun = System.nanoTime();
        SyslogMessage message = parser.parse(input, 0, input.length, RECEIVED);
        long taken = System.nanoTime() - begun;
        must(message.bodyFrom() >= 0 && message.bodyFrom() <= message.bodyTo(), "body", message);
        must(message.bodyTo() <= input.length, "end", message);
        must(message.facility() >= 0 && message.facility() <= 23, "facility", message);
        must(message.severity() >= 0 && message.severity() <= 7, "severity", message);
        for (int i = message.bodyTo(); i < input.length; i++) {
            must(input[i] == '\n' || input[i] == '\r' || input[i] == 0, "cut off", message);
        }
        SyslogMessage moved = parser.parse(amid, 3, input.length + 3, RECEIVED);
        must(message.equals(shifted(moved)), "elsewhere", moved);
        return taken;
    }

    private static SyslogMessage shifted(SyslogMessage moved) {
        return new SyslogMessage(
                moved.form(),
                moved.facility(),
                moved.severity(),
                moved.time(),
                moved.host(),
                moved.app(),
                moved.bodyFrom() - 3,
                moved.bodyTo() - 3);
    }

    private static void must(boolean holds, String what, Object message) {
        if (!holds) {
            throw new AssertionError("%s: %s".formatted(what, message));
        }
    }

    private static long cut(byte[] input, Random random, boolean frames) throws InterruptedException {
        boolean orderly = random.nextBoolean();
        var whole = new Records();
        long begun = System.nanoTime();
        whole.read(framer(frames), input, Integer.MAX_VALUE, orderly);
        long taken = System.nanoTime() - begun;
        var pieces = new Records();
        int most = input.length > 20_000 ? input.length : random.nextBoolean() ? 10 : Math.max(1, input.length);
        pieces.read(framer(frames), input, 1 + random.nextInt(most), orderly);
        if (frames) {
            must(whole.sameAs(pieces), "cut otherwise", pieces.all.size() + " of " + whole.all.size());
        } else {
            must(Arrays.equals(whole.joined(), pieces.joined()), "cut otherwise", pieces.all.size());
        }
        whole.mustHold(input);
        return taken;
    }

    private static Framer framer(boolean frames) {
        return frames ? new SyslogFramer() : new LineFramer();
    }

    /** What was handed over, in order. */
    private static final class Records implements Framer.Sink {
        private final List<byte[]> all = new ArrayList<>();
        private boolean tooLong;

        void read(Framer framer, byte[] input, int pieceBytes, boolean orderly) throws InterruptedException {
            var window = new Window();
            for (int at = 0; at < input.length; ) {
                at += window.add(input, at, (int) Math.min(input.length, (long) at + pieceBytes));
                framer.cut(window, this);
            }
            framer.end(window, orderly, this);
        }

        @Override
        public void whole(byte[] record) {
            all.add(record);
        }

        @Override
        public void unreadable(Reason reason, String detail, byte[] record) {
            all.add(record);
            tooLong |= reason == Reason.RECORD_TOO_LONG;
        }

        boolean sameAs(Records other) {
            return Arrays.deepEquals(all.toArray(), other.all.toArray());
        }

        byte[] joined() {
            byte[] joined =
                    new byte[all.stream().mapToInt(record -> record.length).sum()];
            int at = 0;
            for (byte[] record : all) {
                System.arraycopy(record, 0, joined, at, record.length);
                at += record.length;
            }
            return joined;
        }

        /** Each record is in the stream behind the one before, and between them is nothing but frames. */
        void mustHold(byte[] input) {
            int at = 0;
            for (byte[] record : all) {
                while (at < input.length && isBetween(input[at]) && !begins(input, at, record)) {
                    at++;
                }
                if (!begins(input, at, record)) {
                    while (at < input.length && input[at] >= '0' && input[at] <= '9') {
                        at++;
                    }
                    at++;
                }
                must(begins(input, at, record), "lost something before byte", at);
                at += record.length;
                if (tooLong) {
                    // its rest is let go of
                    return;
                }
            }
            while (at < input.length && isBetween(input[at])) {
                at++;
            }
            must(at == input.length, "lost something behind byte", at);
        }

        private static boolean isBetween(byte b) {
            return b == '\n' || b == '\r' || b == 0;
        }

        private static boolean begins(byte[] input, int at, byte[] record) {
            return at + record.length <= input.length
                    && Arrays.equals(input, at, at + record.length, record, 0, record.length);
        }
    }
}
