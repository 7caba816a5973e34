package org.chengyun.engine.bench.accesslog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Who visits the portal: addresses, and the programs that people, and those who are none, use. Immutable. */
final class Visitors {
    static final int ADDRESSES = 200_000;

    private static final int AGENTS = 3_000;
    private static final int VERSIONS = 40;
    private static final String[] SYSTEMS = {
        "Windows NT 10.0; Win64; x64",
        "Windows NT 6.1; WOW64",
        "Macintosh; Intel Mac OS X 10_15_7",
        "X11; Linux x86_64",
        "Linux; Android 14; SM-S918B",
        "Linux; Android 13; V2254A Build/TP1A.220624.014; wv",
        "Linux; Android 10; HarmonyOS; ELS-AN00; HMSCore 6.13.0.302",
        "iPhone; CPU iPhone OS 17_5_1 like Mac OS X",
        "iPad; CPU OS 16_6 like Mac OS X"
    };
    private static final String[] BOTS = {
        "Mozilla/5.0 (compatible; Baiduspider/2.%d; +http://www.baidu.com/search/spider.html)",
        "Mozilla/5.0 (compatible; Googlebot/2.%d; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.%d; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (compatible; YandexBot/3.%d; +http://yandex.com/bots)",
        "Sogou web spider/4.%d(+http://www.sogou.com/docs/help/webmasters.htm#07)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.%d; +http://ahrefs.com/robot/)",
        "Mozilla/5.0 (compatible; SemrushBot/7.%d~bl; +http://www.semrush.com/bot.html)",
        "facebookexternalhit/1.%d (+http://www.facebook.com/externalhit_uatext.php)",
        "python-requests/2.%d.0",
        "curl/7.%d.0"
    };

    private final List<byte[]> agents = new ArrayList<>(AGENTS);

    Visitors() {
        for (int i = 0; i < AGENTS; i++) {
            agents.add(agent(i).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** One in twelve is a bot's. */
    private static String agent(int i) {
        int version = i / SYSTEMS.length % VERSIONS;
        if (i % 12 == 7) {
            return BOTS[i / 12 % BOTS.length].formatted(version);
        }
        String system = SYSTEMS[i % SYSTEMS.length];
        if (system.startsWith("iP")) {
            return "Mozilla/5.0 (%s) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.%d Mobile/15E%d Safari/604.1"
                    .formatted(system, version, 100 + i);
        }
        return switch (i % 5) {
            case 0 ->
                "Mozilla/5.0 (%s; rv:%d.0) Gecko/20100101 Firefox/%d.%d"
                        .formatted(system, 90 + version, 90 + version, i % 7);
            case 1 ->
                "Mozilla/5.0 (%s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.%d.0 Mobile Safari/537.36 MicroMessenger/8.0.%d"
                        .formatted(system, 86 + version, 4000 + i, version);
            default ->
                "Mozilla/5.0 (%s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.%d.%d Safari/537.36"
                        .formatted(system, 86 + version, 4000 + i, i % 200);
        };
    }

    /** A visitor keeps the program; what few visitors use, there is much of. */
    byte[] agent(long seed, int visitor) {
        return agents.get(Dice.skewed(Dice.roll(seed, visitor, 9), AGENTS));
    }

    /** Every twentieth address is of IPv6. */
    static void writeAddress(Line line, long seed, int visitor) {
        long roll = Dice.roll(seed, visitor, 10);
        if (visitor % 20 == 3) {
            line.add("2408:8")
                    .addHex(visitor & 0xfff)
                    .add(":")
                    .addHex((int) (roll & 0xffff))
                    .add(":");
            line.addHex((int) (roll >>> 16 & 0xffff)).add("::").addHex((visitor & 0xffff) | 1);
            return;
        }
        line.add(1 + (visitor >>> 10) % 220).add(".").add(visitor >>> 2 & 255).add(".");
        line.add(roll & 255).add(".").add(visitor & 255);
    }
}
