package org.chengyun.datasets.simulator.city;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import org.chengyun.datasets.catalogue.Wording;

/** The city as files: what an installation knows of its sites, areas, services and words before any feed speaks. */
public final class Registry {
    private static final String SITE_INTERVAL_S = "60";
    private static final int SITES_PER_CONTROLLER = 4;

    private final City city;

    public Registry(City city) {
        this.city = city;
    }

    /** Writes every file anew, each at once, so that a reader never sees half of one. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder, "sites.csv", sites());
        write(folder, "areas.geojson", areas());
        write(folder, "roads.geojson", roadLines());
        write(folder, "roads.csv", roads());
        write(folder, "services.csv", services());
        write(folder, "event-types.csv", caseTypes());
        write(folder, "agencies.csv", agencies());
        write(folder, "labels.csv", labels());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path half = folder.resolve(name + ".part");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        Files.move(half, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String sites() {
        Map<Road, Integer> first = new HashMap<>();
        city.sites().forEach(site -> first.putIfAbsent(site.road(), site.index()));
        return table(
                "dataset,site,road,district,lon,lat,interval_s,active,controller",
                city.sites(),
                s -> List.of(
                        "traffic",
                        s.id(),
                        s.road().id(),
                        s.district().id(),
                        degrees(s.lonMicro()),
                        degrees(s.latMicro()),
                        SITE_INTERVAL_S,
                        String.valueOf(s.active()),
                        controller(s, first.getOrDefault(s.road(), 0))));
    }

    /** One for four detectors that follow each other on a road, named after the first of them. */
    private String controller(Site site, int firstOfRoad) {
        int first = site.index() - (site.index() - firstOfRoad) % SITES_PER_CONTROLLER;
        return "K" + city.sites().get(first).id().substring(1);
    }

    private String roads() {
        return table(
                "road,label_en,label_zh,class,lanes,length_km,free_speed_kmh",
                city.roads(),
                r -> List.of(
                        r.id(),
                        r.label().en(),
                        r.label().zhCn(),
                        r.kind().id(),
                        String.valueOf(r.lanes()),
                        BigDecimal.valueOf(Math.round(r.lengthKm() * 1000), 3).toPlainString(),
                        String.valueOf((int) r.kind().freeSpeedKmh())));
    }

    private String services() {
        return table(
                "service,path,label_en,label_zh,agency",
                city.services(),
                s -> List.of(
                        s.id(),
                        s.pathPrefix(),
                        s.label().en(),
                        s.label().zhCn(),
                        s.agency().id()));
    }

    private String caseTypes() {
        return table(
                "type,label_en,label_zh,agency",
                city.caseTypes(),
                t -> List.of(
                        t.id(), t.label().en(), t.label().zhCn(), t.agency().id()));
    }

    private String agencies() {
        return table(
                "agency,label_en,label_zh",
                city.agencies(),
                a -> List.of(a.id(), a.label().en(), a.label().zhCn()));
    }

    /** Every dimension value that has a name for people, in one table. */
    private String labels() {
        return "dimension,value,label_en,label_zh\n"
                + labels("district", city.districts(), District::id, District::label)
                + labels("road", city.roads(), Road::id, Road::label)
                + labels("service", city.services(), PortalService::id, PortalService::label)
                + "service,other,Other pages,其他页面\n"
                + labels("type", city.caseTypes(), CaseType::id, CaseType::label)
                + labels("agency", city.agencies(), Agency::id, Agency::label)
                + labels("channel", List.of(Channel.values()), Channel::id, Channel::label);
    }

    private static <T> String labels(
            String dimension, List<T> things, Function<T, String> id, Function<T, Wording> label) {
        return rows(
                things,
                t -> List.of(
                        dimension,
                        id.apply(t),
                        label.apply(t).en(),
                        label.apply(t).zhCn()));
    }

    private static <T> String table(String header, List<T> things, Function<T, List<String>> row) {
        return header + "\n" + rows(things, row);
    }

    /** No value of the city holds a comma or a quote, so none needs quoting. */
    private static <T> String rows(List<T> things, Function<T, List<String>> row) {
        return things.stream()
                .map(row)
                .map(cells -> String.join(",", cells) + "\n")
                .collect(joining());
    }

    private String areas() {
        return city.districts().stream()
                .map(d -> """
                        {"type":"Feature","properties":{"area":"%s","label_en":"%s","label_zh":"%s"},\
                        "geometry":{"type":"Polygon","coordinates":[[%s]]}}""".formatted(
                                d.id(),
                                d.label().en(),
                                d.label().zhCn(),
                                closed(d.outline().points())))
                .collect(collection());
    }

    private String roadLines() {
        return city.roads().stream()
                .map(r -> """
                        {"type":"Feature","properties":{"road":"%s","label_en":"%s","label_zh":"%s","class":"%s"},\
                        "geometry":{"type":"LineString","coordinates":[%s]}}""".formatted(
                        r.id(), r.label().en(), r.label().zhCn(), r.kind().id(), positions(r.line())))
                .collect(collection());
    }

    private static Collector<CharSequence, ?, String> collection() {
        return joining(",\n", "{\"type\":\"FeatureCollection\",\"features\":[\n", "\n]}\n");
    }

    /** GeoJSON repeats the first position of a ring at its end. */
    private static String closed(List<Point> points) {
        return positions(points) + "," + positions(points.subList(0, 1));
    }

    private static String positions(List<Point> points) {
        return points.stream()
                .map(p -> "[" + degrees(p.lonMicro()) + "," + degrees(p.latMicro()) + "]")
                .collect(joining(","));
    }

    private static String degrees(long micro) {
        return BigDecimal.valueOf(micro, 6).toPlainString();
    }
}
