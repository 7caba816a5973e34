package org.chengyun.launcher.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresPlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-amd64",
        "Linux, x86_64, true, linux-amd64-alpine",
        "Linux, aarch64, false, linux-arm64v8",
        "Mac OS X, aarch64, false, darwin-arm64v8",
        "Mac OS X, x86_64, false, darwin-amd64"
    })
    void shouldNameThePlatformAsTheArtifactsDo(String system, String machine, boolean alpine, String expected) {
        assertThat(PostgresPlatform.of(system, machine, alpine)).isEqualTo(expected);
    }

    @Test
    void shouldSayWhereTheStackDoesNotRun() {
        assertThatThrownBy(() -> PostgresPlatform.of("Windows 11", "amd64", false))
                .hasMessageContaining("Linux and macOS");
        assertThatThrownBy(() -> PostgresPlatform.of("Linux", "riscv64", false)).hasMessageContaining("riscv64");
    }
}
