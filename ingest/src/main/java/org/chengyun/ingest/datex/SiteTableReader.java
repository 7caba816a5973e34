package org.chengyun.ingest.datex;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.chengyun.ingest.datex.SiteTable.Characteristic;
import org.chengyun.ingest.datex.SiteTable.Site;
import org.chengyun.ingest.mapped.DecimalText;
import org.jspecify.annotations.Nullable;

/** Reads a MeasurementSiteTablePublication of v2 or v3, whatever it is wrapped in, as a stream. Not thread-safe. */
final class SiteTableReader {
    private static final Set<String> SITE = Set.of("measurementSiteRecord", "measurementSite");
    private static final String CHARACTERISTICS = "measurementSpecificCharacteristics";

    private final Map<String, Site> sites = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable String site;
    private @Nullable String name;
    private @Nullable String road;
    private Map<Integer, Characteristic> characteristics = Map.of();
    private int index;
    private String lane = "";
    private boolean anyVehicle = true;
    private double periodS = Double.NaN;
    private double lon = Double.NaN;
    private double lat = Double.NaN;

    private SiteTableReader() {}

    /**
     * The table in a document; empty if it has none.
     *
     * @throws XMLStreamException if the document is not well-formed, has entities, or cannot be read
     */
    static SiteTable read(InputStream document) throws XMLStreamException {
        var reader = new SiteTableReader();
        XMLStreamReader xml = DatexXml.reader(document, null);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> reader.begin(xml);
                case XMLStreamConstants.END_ELEMENT -> reader.end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> reader.text.append(xml.getText());
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
                    throw new XMLStreamException("a document type declaration is not taken");
                default -> {}
            }
        }
        xml.close();
        return new SiteTable(Map.copyOf(reader.sites));
    }

    private void begin(XMLStreamReader xml) {
        String element = DatexXml.local(xml.getLocalName());
        String parent = path.isEmpty() ? "" : path.getLast();
        path.add(element);
        text.setLength(0);
        if (SITE.contains(element)) {
            site = DatexXml.attribute(xml, "id");
            name = null;
            road = null;
            lon = Double.NaN;
            lat = Double.NaN;
            characteristics = new HashMap<>();
        } else if (element.equals(CHARACTERISTICS) && !parent.equals(CHARACTERISTICS)) {
            index = index(DatexXml.attribute(xml, "index"));
            lane = "";
            anyVehicle = true;
            periodS = Double.NaN;
        } else if (parent.equals("specificVehicleCharacteristics") && !element.equals("vehicleType")) {
            // bounds of length, weight and the like make a class
            anyVehicle = false;
        }
    }

    private static int index(@Nullable String written) {
        try {
            return written == null ? 0 : Integer.parseInt(written.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void end() {
        String element = path.removeLast();
        String parent = path.isEmpty() ? "" : path.getLast();
        String leaf = text.toString().strip();
        text.setLength(0);
        if (site == null) {
            return;
        }
        switch (element) {
            case "measurementSiteRecord", "measurementSite" -> endSite(site);
            case CHARACTERISTICS -> {
                if (!parent.equals(CHARACTERISTICS)) {
                    characteristics.put(index, new Characteristic(lane, anyVehicle, periodS));
                }
            }
            default -> leaf(element, leaf);
        }
    }

    private void endSite(String id) {
        sites.put(id, new Site(road == null ? name : road, lon, lat, Map.copyOf(characteristics)));
        site = null;
    }

    private void leaf(String element, String leaf) {
        if (leaf.isEmpty()) {
            return;
        }
        switch (element) {
            case "specificLane", "laneNumber" -> lane = lane.isEmpty() ? leaf : lane + "+" + leaf;
            case "vehicleType" -> anyVehicle &= leaf.equals("anyVehicle") || !path.contains(CHARACTERISTICS);
            case "period" -> periodS = path.contains(CHARACTERISTICS) ? DecimalText.parse(leaf) : periodS;
            case "value" -> name = name == null && path.contains("measurementSiteName") ? leaf : name;
            // of several points the first: where a stretch begins
            case "longitude" -> lon = Double.isNaN(lon) ? DecimalText.parse(leaf) : lon;
            case "latitude" -> lat = Double.isNaN(lat) ? DecimalText.parse(leaf) : lat;
            case "roadNumber", "roadName" -> road = road == null ? leaf : road;
            default -> {}
        }
    }
}
