package org.chengyun.api.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chengyun.api.feed.Feeds.NOW;
import static org.chengyun.api.feed.Feeds.working;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedWordsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final FeedWords ENGLISH = new FeedWords(Locale.ENGLISH, ZONE, NOW);
    private static final FeedWords CHINESE = new FeedWords(Locale.SIMPLIFIED_CHINESE, ZONE, NOW);

    private static List<Diagnosis> all() {
        List<Diagnosis> all = new ArrayList<>(List.of(
                new Diagnosis.Away(NOW),
                new Diagnosis.Failing("it's {0} broken", NOW),
                new Diagnosis.Silent(NOW, Optional.of(Duration.ofMinutes(1)), Optional.empty()),
                new Diagnosis.Silent(NOW, Optional.empty(), Optional.of(NOW)),
                new Diagnosis.Quarantining(5, 10, false),
                new Diagnosis.Quarantining(5, 10, true),
                new Diagnosis.Behind(Duration.ofHours(3)),
                new Diagnosis.Slow(1, 3),
                new Diagnosis.Well(3, 10)));
        for (Diagnosis.WaitsFor what : Diagnosis.WaitsFor.values()) {
            all.add(new Diagnosis.Waiting(NOW, what));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tail", "syslog", "lines", "mqtt", "kafka", "pull"})
    void shouldHaveASentenceAndAdviceForEverythingThatMayBeWrong(String transport) {
        for (Diagnosis diagnosis : all()) {
            for (FeedWords words : List.of(ENGLISH, CHINESE)) {
                assertThat(words.text(diagnosis, working(transport)))
                        .as("%s", diagnosis)
                        .isNotBlank()
                        .doesNotContain("{1}");
                assertThat(words.advice(diagnosis, working(transport)).isEmpty())
                        .as("%s", diagnosis)
                        .isEqualTo(diagnosis instanceof Diagnosis.Well);
            }
        }
    }

    @Test
    void shouldSaySilenceWithTimesOfTheCity() {
        var silent = new Diagnosis.Silent(
                NOW.minusSeconds(300), Optional.of(Duration.ofMinutes(1)), Optional.of(NOW.minusSeconds(30)));

        assertThat(ENGLISH.text(silent, working("pull")))
                .isEqualTo("Nothing has come since 17:55:30, for 5 min; it usually pauses no longer than 60 s. "
                        + "The source last answered at 18:00:00.");
        assertThat(CHINESE.text(silent, working("pull")))
                .isEqualTo("自 17:55:30 起没有数据，已 5 分钟；通常间隔不超过 60 秒。来源最近一次应答是在 18:00:00。");
    }

    @Test
    void shouldNotReadATroubleAsAPattern() {
        assertThat(ENGLISH.text(new Diagnosis.Failing("it's {0} broken", NOW), working("tail")))
                .isEqualTo("Failing since 18:00:30: it's {0} broken");
    }

    @Test
    void shouldNameTheHighestLevelThatExplainsASilence() {
        var one = new Sensor("s1", "k1", null, null, 60, Optional.of(NOW.minusSeconds(600)));
        var alone = new Sensor("s9", null, null, null, 60, Optional.empty());
        var blame = new Blame(
                45, 12, 3, false, List.of(new Blame.Group("k1", List.of(one, one), one.last())), List.of(alone));

        assertThat(ENGLISH.text(blame, 2))
                .isEqualTo(
                        "1 of 12 controllers silent: k1 (2 sensors, since 17:50:30); 1 of 45 sensors silent: s9 (not once in eight days); 2 report the same number all the time.");
        assertThat(CHINESE.text(blame, 0))
                .isEqualTo("12 个控制器中有 1 个无数据：k1（2 个传感器，自 17:50:30 起）；45 个传感器中有 1 个无数据：s9（八天内从未上报）。");
    }
}
