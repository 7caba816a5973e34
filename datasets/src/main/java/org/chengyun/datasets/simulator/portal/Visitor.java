package org.chengyun.datasets.simulator.portal;

import java.util.Locale;
import org.chengyun.datasets.simulator.chance.Dice;

/**
 * Who asks. Addresses are from the ranges that are reserved for carriers, benchmarks and documentation: nobody real.
 *
 * @param account "-" if not signed in
 */
record Visitor(String address, String account, String agent) {
    private static final String[] BROWSERS = {
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; V2314A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13; M2102K1C) AppleWebKit/537.36 (KHTML, like Gecko) Mobile MicroMessenger/8.0.56",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
        "YunjiangApp/5.2.1 (Android 14; zh_CN)",
    };
    private static final String[] ROBOTS = {
        "Mozilla/5.0 (compatible; CityIndexBot/2.1)", "python-requests/2.32.3", "curl/8.9.1", "-",
    };

    static Visitor person(long roll) {
        boolean signedIn = Dice.below(Dice.part(roll, 0), 10) < 3;
        String account = signedIn ? String.format(Locale.ROOT, "u%06d", Dice.below(Dice.part(roll, 1), 900_000)) : "-";
        return new Visitor(address(Dice.part(roll, 2)), account, BROWSERS[Dice.below(Dice.part(roll, 3), 6)]);
    }

    static Visitor robot(long roll) {
        String address = "198.18." + Dice.below(Dice.part(roll, 0), 4) + "." + Dice.below(Dice.part(roll, 1), 256);
        return new Visitor(address, "-", ROBOTS[Dice.below(Dice.part(roll, 2), ROBOTS.length)]);
    }

    private static String address(long roll) {
        if (Dice.below(roll, 100) < 12) {
            return "2001:db8:%x:%x::%x"
                    .formatted(
                            Dice.below(Dice.part(roll, 0), 256),
                            Dice.below(Dice.part(roll, 1), 65_536),
                            1 + Dice.below(Dice.part(roll, 2), 65_535));
        }
        return "100." + (64 + Dice.below(Dice.part(roll, 0), 64)) + "." + Dice.below(Dice.part(roll, 1), 256) + "."
                + Dice.below(Dice.part(roll, 2), 256);
    }
}
