package org.chengyun.api.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chengyun.api.ApiConfig;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {
    private static final Locale CHINESE = Locale.forLanguageTag("zh-CN");

    @TempDir
    private Path home;

    private Labels labels() {
        var config = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .addDefaultInterceptors()
                .withMapping(ApiConfig.class)
                .withDefaultValue("chengyun.home", home.toString())
                .build()
                .getConfigMapping(ApiConfig.class);
        var labels = new Labels(config);
        labels.refresh();
        return labels;
    }

    private static Map<String, @Nullable String> by(String road, @Nullable String district) {
        Map<String, @Nullable String> by = new LinkedHashMap<>();
        by.put("road", road);
        by.put("district", district);
        return by;
    }

    @Test
    void shouldCallValuesByTheirNames() throws IOException {
        Files.createDirectories(home.resolve("city"));
        Files.writeString(home.resolve("city/labels.csv"), """
                dimension,value,label_en,label_zh
                road,R1,Ring Road,环路
                """);

        assertThat(labels().text(by("R1", "D1"), Locale.ENGLISH)).isEqualTo("Ring Road · D1");
        assertThat(labels().text(by("R1", null), CHINESE)).isEqualTo("环路 · –");
    }

    @Test
    void shouldCallTheSeriesOverTheLimitOther() {
        assertThat(labels().text(by("…", "…"), Locale.ENGLISH)).isEqualTo("Other (over the limit)");
        assertThat(labels().text("road", "…", CHINESE)).isEqualTo("其他（超出上限）");
    }
}
