package org.chengyun.datasets.simulator.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void shouldHaveTheSizeOfALargeCity(long seed) {
        City city = City.of(seed);

        assertThat(city.districts()).hasSize(16);
        assertThat(city.roads()).hasSize(300);
        assertThat(city.sites()).hasSize(2000);
        assertThat(city.services()).hasSize(120);
        assertThat(city.caseTypes()).hasSize(40);
        assertThat(city.sites()).filteredOn(s -> !s.active()).hasSizeBetween(1, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void shouldNameEverythingOnce(long seed) {
        City city = City.of(seed);

        assertThat(city.districts()).extracting(District::id).doesNotHaveDuplicates();
        assertThat(city.districts()).extracting(d -> d.label().zhCn()).doesNotHaveDuplicates();
        assertThat(city.roads()).extracting(Road::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z-]+"));
        assertThat(city.roads()).extracting(r -> r.label().en()).doesNotHaveDuplicates();
        assertThat(city.roads()).extracting(r -> r.label().zhCn()).doesNotHaveDuplicates();
        assertThat(city.sites()).extracting(Site::id).doesNotHaveDuplicates();
        assertThat(city.services()).extracting(PortalService::id).doesNotHaveDuplicates();
        assertThat(city.services()).extracting(s -> s.label().zhCn()).doesNotHaveDuplicates();
        assertThat(city.caseTypes()).extracting(CaseType::id).doesNotHaveDuplicates();
        assertThat(city.caseTypes()).extracting(t -> t.label().zhCn()).doesNotHaveDuplicates();
    }

    @Test
    void shouldBeAnotherCityForAnotherSeed() {
        assertThat(City.of(1)).isEqualTo(City.of(1));
        assertThat(City.of(1).sites()).isNotEqualTo(City.of(2).sites());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void shouldTileTheCityWithoutGapOrOverlap(long seed) {
        List<District> districts = City.of(seed).districts();
        var random = new Random(seed);

        for (int i = 0; i < 20_000; i++) {
            // The outermost border winds between 21 and 31 km.
            Point place = Point.polar(random.nextDouble() * 2 * Math.PI, 20.5 * Math.sqrt(random.nextDouble()));
            assertThat(districts.stream().filter(d -> d.outline().contains(place)))
                    .as("districts at %s", place)
                    .hasSize(1);
        }
        assertThat(districts).allSatisfy(d -> assertThat(d.outline().areaKm2()).isGreaterThan(15));
        assertThat(districts.stream().mapToDouble(d -> d.outline().areaKm2()).sum())
                .isCloseTo(Math.PI * 27 * 27, within(500.0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 2026})
    void shouldDrawOutlinesThatDoNotCrossThemselves(long seed) {
        assertThat(City.of(seed).districts())
                .allSatisfy(d -> assertThat(crossings(d.outline().points())).isZero());
    }

    private static int crossings(List<Point> ring) {
        int crossings = 0;
        int n = ring.size();
        for (int i = 0; i < n; i++) {
            for (int j = i + 2; j < n; j++) {
                boolean neighbours = i == 0 && j == n - 1;
                if (!neighbours && cross(ring.get(i), ring.get((i + 1) % n), ring.get(j), ring.get((j + 1) % n))) {
                    crossings++;
                }
            }
        }
        return crossings;
    }

    private static boolean cross(Point a, Point b, Point c, Point d) {
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
    }

    private static double side(Point a, Point b, Point p) {
        return (b.eastKm() - a.eastKm()) * (p.northKm() - a.northKm())
                - (b.northKm() - a.northKm()) * (p.eastKm() - a.eastKm());
    }

    @Test
    void shouldWriteTheRegistry(@TempDir Path folder) throws IOException {
        // Given
        City city = City.of(1);
        // When
        new Registry(city).write(folder);
        new Registry(city).write(folder);
        // Then
        assertThat(Files.readAllLines(folder.resolve("sites.csv")))
                .hasSize(2001)
                .startsWith("dataset,site,road,district,lon,lat,interval_s,active,controller")
                .allMatch(line -> line.split(",", -1).length == 9)
                .element(1)
                .asString()
                .matches("traffic,S0001,first-ring-east,\\w+,113\\.\\d{6},31\\.\\d{6},60,(true|false),K0001");
        assertThat(Files.readAllLines(folder.resolve("services.csv")))
                .hasSize(121)
                .allMatch(l -> cells(l) == 5);
        assertThat(Files.readAllLines(folder.resolve("event-types.csv")))
                .hasSize(41)
                .allMatch(l -> cells(l) == 4);
        assertThat(Files.readAllLines(folder.resolve("roads.csv"))).hasSize(301).allMatch(l -> cells(l) == 7);
        assertThat(Files.readAllLines(folder.resolve("labels.csv")))
                .contains("district,zhongcheng,Zhongcheng District,中城区", "channel,phone,Hotline 12345,12345热线")
                .allMatch(l -> cells(l) == 4);
        String areas = Files.readString(folder.resolve("areas.geojson"));
        assertThat(areas.split("\"area\":", -1)).hasSize(17);
        assertThat(areas).contains("\"label_zh\":\"空港区\"");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(f -> f.toString().endsWith(".part"));
        }
    }

    private static int cells(String line) {
        return line.split(",", -1).length;
    }

    @Test
    void shouldCloseTheRingsOfItsAreas(@TempDir Path folder) throws IOException {
        new Registry(City.of(3)).write(folder);

        for (String line : Files.readAllLines(folder.resolve("areas.geojson"))) {
            int from = line.indexOf("[[[");
            if (from >= 0) {
                String[] positions =
                        line.substring(from + 3, line.indexOf("]]]")).split("\\],\\[", -1);
                assertThat(positions).hasSizeGreaterThan(20);
                assertThat(positions[positions.length - 1]).isEqualTo(positions[0]);
            }
        }
    }
}
