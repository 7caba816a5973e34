package org.chengyun.launcher.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortPickerTest {
    @Test
    void shouldTakeTheWantedPortsWhenTheyAreFree() {
        assertThat(PortPicker.pick(wanted(8080), port -> true)).isEqualTo(wanted(8080));
    }

    @Test
    void shouldTakeTheNextFreePort() {
        Set<Integer> taken = Set.of(8080, 8081);
        assertThat(PortPicker.pick(wanted(8080), port -> !taken.contains(port))).containsEntry(Port.HTTP, 8082);
    }

    @Test
    void shouldNeverGiveOnePortTwice() {
        Map<Port, Integer> same = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            same.put(port, 9000);
        }
        Map<Port, Integer> picked = PortPicker.pick(same, port -> port != 9001);
        assertThat(new HashSet<>(picked.values())).hasSize(Port.values().length).doesNotContain(9001);
    }

    @Test
    void shouldSayWhenNothingIsFree() {
        assertThatThrownBy(() -> PortPicker.pick(wanted(65_000), port -> port < 65_000))
                .hasMessageContaining("no free port for http from 65000");
    }

    private static Map<Port, Integer> wanted(int http) {
        Map<Port, Integer> wanted = new EnumMap<>(Port.class);
        int next = http;
        for (Port port : Port.values()) {
            wanted.put(port, next);
            next += 100;
        }
        return wanted;
    }
}
