package org.chengyun.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.ZoneId;
import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class ReportConfigTest {
    @Test
    void shouldHaveDefaultsThatTheScheduleCanRead() {
        var settings = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .addDefaultInterceptors()
                .withMapping(ReportConfig.class)
                .build();

        var config = settings.getConfigMapping(ReportConfig.class);
        assertThat(config.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(config.roles()).contains("web");
        assertThat(config.locales()).allMatch(tag -> Brief.LOCALES.contains(Locale.forLanguageTag(tag)));
        assertThat(settings.getValue("chengyun.reports.cron", String.class)).isEqualTo(config.cron());
    }

    @Test
    void shouldTakeTheCitysZone() {
        var config = new SmallRyeConfigBuilder()
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .addDefaultInterceptors()
                .withMapping(ReportConfig.class)
                .withDefaultValue("chengyun.zone", "America/New_York")
                .build()
                .getConfigMapping(ReportConfig.class);

        assertThat(config.zone()).isEqualTo(ZoneId.of("America/New_York"));
    }
}
