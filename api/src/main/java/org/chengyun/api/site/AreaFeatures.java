package org.chengyun.api.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code areas.geojson}: a collection of features with the properties area, label_en, label_zh. Pure. */
final class AreaFeatures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AreaFeatures() {}

    /** @param geometry GeoJSON */
    record Area(String area, String kind, String labelEn, String labelZh, String geometry) {}

    /** A feature that cannot be used; features count from 1. */
    record Rejected(int feature, String reason, String detail) {}

    /** Every feature is in one of both. */
    record Read(List<Area> areas, List<Rejected> rejected) {}

    static Read read(String text) {
        List<Area> areas = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        try {
            int number = 0;
            for (JsonNode feature : JSON.readTree(text).path("features")) {
                read(++number, feature, areas, rejected);
            }
            if (number == 0) {
                rejected.add(new Rejected(0, "features-missing", "expected a FeatureCollection"));
            }
        } catch (JsonProcessingException e) {
            rejected.add(new Rejected(0, "json-malformed", e.getOriginalMessage()));
        }
        return new Read(areas, rejected);
    }

    private static void read(int number, JsonNode feature, List<Area> areas, List<Rejected> rejected) {
        JsonNode properties = feature.path("properties");
        JsonNode geometry = feature.path("geometry");
        String area = properties.path("area").asText("");
        if (area.isEmpty() || !geometry.path("coordinates").isArray()) {
            rejected.add(new Rejected(number, "value-missing", area.isEmpty() ? "properties.area" : "geometry"));
            return;
        }
        areas.add(new Area(
                area,
                properties.path("kind").asText("district"),
                properties.path("label_en").asText(area),
                properties.path("label_zh").asText(area),
                geometry.toString()));
    }
}
