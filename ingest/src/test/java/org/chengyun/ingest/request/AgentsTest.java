package org.chengyun.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsTest {

    private boolean isBot(String agent) {
        byte[] line = ("\"" + agent + "\"").getBytes(StandardCharsets.UTF_8);
        return Agents.isBot(line, 1, line.length - 1);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | true",
                "Mozilla/5.0 (compatible; Baiduspider-render/2.0; +http://www.baidu.com/search/spider.html) | true",
                "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | true",
                "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07) | true",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 | false",
                "Mozilla/5.0 (Linux; Android 9; CUBOT_X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0 Mobile Safari/537.36 | false",
                "curl/8.5.0 | false"
            })
    void shouldTellBotsFromPeople(String agent, boolean bot) {
        assertThat(isBot(agent)).isEqualTo(bot);
        assertThat(isBot("Mozilla/5.0 (something between)")).isFalse();
        assertThat(isBot(agent)).as("when remembered").isEqualTo(bot);
    }

    @Test
    void shouldAnswerTheSameHoweverManyAgentsCameBetween() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 30_000; i++) {
                boolean bot = i % 1000 == 0;
                assertThat(isBot(bot ? "somebot/" + i : "browser/" + i)).isEqualTo(bot);
            }
        }
    }

    /** Ten milliseconds are allowed for a KB; a test machine is a slow one, so ten times that of processor time fails. */
    @Test
    void shouldNotLetAnAgentChooseWhatItCosts() {
        String[] words = {
            "Android ", "; Android 4.1; ", "Mozilla/5.0 (", "SAMSUNG-", "LG ", "Opera Mini", "Build ", "bot"
        };
        for (int i = 0; i < 200; i++) {
            String agent = (words[i % 8] + words[i / 8 % 8]).repeat(60) + i + "bot";
            long begin = cpuNs();
            isBot(agent);
            assertThat(cpuNs() - begin).as(agent).isLessThan(100_000_000L);
        }
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
