package org.chengyun.dashboard.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern FULL_KEY = Pattern.compile("\"([a-z][A-Za-z]*(?:\\.[A-Za-z]+)+)\"");

    private final Words words = new Words();

    @Test
    void shouldSayTheSameThingsInBothLanguages() {
        assertThat(words.keys(Language.EN)).isEqualTo(words.keys(Language.ZH_CN));
    }

    @Test
    void shouldTakeTheSameParametersInBothLanguages() {
        for (String key : words.keys(Language.EN)) {
            assertThat(placeholders(key, Language.ZH_CN)).as(key).isEqualTo(placeholders(key, Language.EN));
        }
    }

    @Test
    void shouldHaveWordsForEveryKeyThatTheCodeSpellsOut() throws IOException {
        var unknown = new TreeSet<String>();
        var prefixes = words.keys(Language.EN).stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .toList();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var keys = FULL_KEY.matcher(Files.readString(file));
                while (keys.find()) {
                    String key = keys.group(1);
                    boolean ours = prefixes.contains(key.substring(0, key.indexOf('.')));
                    if (ours && !words.keys(Language.EN).contains(key)) {
                        unknown.add(file.getFileName() + ": " + key);
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void shouldSpeakChineseToAnyChineseReaderAndEnglishToAllOthers() {
        assertThat(words.getTranslation("reports.title", Locale.TRADITIONAL_CHINESE))
                .isEqualTo("报告");
        assertThat(words.getTranslation("reports.title", Locale.FRENCH)).isEqualTo("Reports");
    }

    @Test
    void shouldThrowOnAMissingKey() {
        assertThatThrownBy(() -> words.getTranslation("no.such.key", Locale.ENGLISH))
                .hasMessageContaining("no.such.key");
    }

    private Set<String> placeholders(String key, Language language) {
        var found = new TreeSet<String>();
        var matcher = Pattern.compile("\\{\\w+}").matcher(words.getTranslation(key, language.locale()));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
