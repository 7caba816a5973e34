package org.chengyun.datasets.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlNodeTest {
    private final Faults faults = new Faults();

    private YamlNode read(String text) {
        return YamlNode.read(new StringReader(text), "a.yaml", faults);
    }

    private List<String> found() {
        return faults.all().stream().map(Fault::toString).toList();
    }

    @Test
    void shouldReadValuesListsAndMaps() {
        YamlNode root = read("""
                word: hello
                whole: 7
                number: 2.5e3
                yes: true
                wait: 5m
                list: [a, b]
                single: c
                """);

        assertThat(root.get("word").text()).contains("hello");
        assertThat(root.get("whole").integer()).contains(7);
        assertThat(root.get("number").number()).contains(2500.0);
        assertThat(root.get("yes").flag(false)).isTrue();
        assertThat(root.get("absent").flag(true)).isTrue();
        assertThat(root.get("wait").duration()).contains(Duration.ofMinutes(5));
        assertThat(root.get("list").texts()).containsExactly("a", "b");
        assertThat(root.get("single").texts()).containsExactly("c");
        assertThat(root.get("absent").isAbsent()).isTrue();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void shouldNameTheLineOfEachFault() {
        YamlNode root = read("""
                count: many
                size: 1.5
                wait: soon
                flag: perhaps
                nested:
                  wrong: x
                """);

        root.get("count").number();
        root.get("size").integer();
        root.get("wait").duration();
        root.get("flag").flag(false);
        root.get("nested").onlyKeys("right");
        root.get("nested").text();

        assertThat(found())
                .containsExactly(
                        "a.yaml:1: 'many' is not a number",
                        "a.yaml:2: '1.5' is not a whole number",
                        "a.yaml:3: 'soon' is not a duration such as 30s, 5m, 1h or 7d",
                        "a.yaml:4: 'perhaps' is neither true nor false",
                        "a.yaml:5: expected a single value",
                        "a.yaml:6: unknown key 'wrong'; known are right");
    }

    @Test
    void shouldReportAKeyThatIsGivenTwice() {
        read("a: 1\nb: 2\na: 3\n");

        assertThat(found()).containsExactly("a.yaml:3: 'a' is given twice");
    }

    @Test
    void shouldReportMissingText() {
        YamlNode root = read("a:\nb: 1\n");

        assertThat(root.requireText("a")).isEmpty();
        assertThat(root.requireText("c")).isEmpty();

        assertThat(found()).containsExactly("a.yaml:1: 'a' is missing", "a.yaml:1: 'c' is missing");
    }

    @Test
    void shouldReportBrokenYamlWithItsLine() {
        YamlNode root = read("a: 1\nb: [1, 2\nc: 3\n");

        assertThat(root.isAbsent()).isTrue();
        assertThat(found()).singleElement().asString().startsWith("a.yaml:3: not valid YAML");
    }

    @Test
    void shouldReportControlCharacters() {
        YamlNode root = read("a: \u0001\n");

        assertThat(root.isAbsent()).isTrue();
        assertThat(found()).singleElement().asString().startsWith("a.yaml: not valid YAML");
    }

    @Test
    void shouldReportANodeThatContainsItself() {
        read("a: &x\n  b: *x\n");

        assertThat(found()).containsExactly("a.yaml:1: 'a' contains itself");
    }

    @Test
    void shouldReportAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("x.yaml");
        Files.write(file, "a: 中文".getBytes(Charset.forName("GBK")));

        YamlNode root = YamlNode.read(file, "x.yaml", faults);

        assertThat(root.isAbsent()).isTrue();
        assertThat(found()).containsExactly("x.yaml: not UTF-8");
    }

    @Test
    void shouldReportAMissingFile(@TempDir Path folder) {
        YamlNode.read(folder.resolve("none.yaml"), "none.yaml", faults);

        assertThat(found()).singleElement().asString().startsWith("none.yaml: cannot be read");
    }

    @Test
    void shouldReadAnEmptyFileAsAbsent(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("x.yaml"), "# nothing\n", StandardCharsets.UTF_8);

        assertThat(YamlNode.read(file, "x.yaml", faults).isAbsent()).isTrue();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void shouldReadTheListsWithinAList() {
        var node = read("a: [x, &b [y, [z]]]\nc: [*b, w]");

        assertThat(node.get("a").leaves().stream().map(leaf -> leaf.text().orElse("")))
                .containsExactly("x", "y", "z");
        assertThat(node.get("c").leaves().stream().map(leaf -> leaf.text().orElse("")))
                .containsExactly("y", "z", "w");
        assertThat(read("a: x").get("a").leaves()).hasSize(1);
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void shouldReportAListWithinItself() {
        assertThat(read("a: [x, &b [y, *b]]").get("a").leaves()).hasSize(1);
        assertThat(found()).singleElement().asString().endsWith("a list contains itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1e999", "0x10", "1d", "1 000", "", "."})
    void shouldNotTakeForANumber(String text) {
        assertThat(read("a: '" + text + "'").get("a").number()).isEmpty();
        assertThat(faults.all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"200ms,200", "30s,30000", "5m,300000", "1h,3600000", "7d,604800000", "' 2 h ',7200000", "0s,0"})
    void shouldReadDurations(String text, long millis) {
        assertThat(YamlNode.parseDuration(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-5m", "1.5h", "1h30m", "5 min", "99999999999999999999d"})
    void shouldNotTakeForADuration(String text) {
        assertThat(YamlNode.parseDuration(text)).isEmpty();
    }

    @Test
    void shouldThrowAllFaultsAtOnceInOrder() {
        faults.add("b.yaml", 2, "second");
        faults.add("a.yaml", 0, "first");
        faults.add("b.yaml", 1, "third");

        assertThatThrownBy(faults::throwIfAny)
                .isInstanceOf(InvalidDefinitions.class)
                .hasMessageContaining("3 fault(s)")
                .hasMessageContainingAll("a.yaml: first", "b.yaml:1: third", "b.yaml:2: second");
        assertThat(found()).containsExactly("a.yaml: first", "b.yaml:1: third", "b.yaml:2: second");
    }
}
