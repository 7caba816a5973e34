package org.chengyun.ingest.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import ua_parser.Device;
import ua_parser.DeviceParser;

/**
 * The bots that ua-parser knows: agents of which it says that their device is a spider.
 *
 * <p>It says so after some seven hundred patterns, as a telephone of Cubot's is no bot. Only seven of these name
 * spiders, so an agent that matches none of the seven is none, and only the others take the long way. Thread-safe.
 */
final class BotPatterns {
    /** Of a longer agent only the begin is looked at: what a match costs must not be the choice of who asks. */
    static final int MAX_BYTES = 256;

    private static final String SPIDER = "Spider";
    private static final String RULES = "/ua_parser/regexes.yaml";
    private static final String DEVICES = "device_parsers";
    private static final BotPatterns LOADED = load();

    private final List<Pattern> spiders;
    private final DeviceParser devices;

    private BotPatterns(List<Pattern> spiders, DeviceParser devices) {
        this.spiders = spiders;
        this.devices = devices;
    }

    /** Whether an agent of up to {@link #MAX_BYTES} is a bot's. */
    static boolean matches(String agent) {
        return LOADED.isSpider(agent);
    }

    private boolean isSpider(String agent) {
        for (Pattern spider : spiders) {
            if (spider.matcher(agent).find()) {
                Device device = devices.parse(agent);
                return device != null && SPIDER.equals(device.family);
            }
        }
        return false;
    }

    private static BotPatterns load() {
        try (InputStream in = Objects.requireNonNull(BotPatterns.class.getResourceAsStream(RULES), RULES)) {
            Map<String, List<Map<String, String>>> rules = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            List<Map<String, String>> rulesOfDevices = Objects.requireNonNull(rules.get(DEVICES), DEVICES);
            return new BotPatterns(spiders(rulesOfDevices), DeviceParser.fromList(rulesOfDevices));
        } catch (IOException e) {
            throw new UncheckedIOException("ua-parser's rules cannot be read", e);
        }
    }

    private static List<Pattern> spiders(List<Map<String, String>> rules) {
        List<Pattern> spiders = new ArrayList<>();
        for (Map<String, String> rule : rules) {
            if (SPIDER.equals(rule.get("device_replacement"))) {
                boolean anyCase = "i".equals(rule.get("regex_flag"));
                String regex = Objects.requireNonNull(rule.get("regex"), "a rule without its pattern");
                spiders.add(Pattern.compile(regex, anyCase ? Pattern.CASE_INSENSITIVE : 0));
            }
        }
        return List.copyOf(spiders);
    }
}
