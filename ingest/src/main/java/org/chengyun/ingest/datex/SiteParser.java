package org.chengyun.ingest.datex;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@code siteMeasurements} of v2 or v3; the names differ so little that one reader does for both. What it does
 * not know it passes by, as producers extend the schema. Not thread-safe.
 */
final class SiteParser {
    private static final int NAMES_KEPT = 500;
    private static final int LONGEST_LEAF = 1000;

    private final @Nullable String charset;
    private final Map<String, String> locals = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<SiteMeasurements.Value> values = new ArrayList<>();
    private String site = "";
    private int index;
    private int quantityStart;
    private boolean fault;
    private @Nullable Quantity quantity;
    private @Nullable String number;
    private boolean noSamples;
    private boolean error;
    private @Nullable String time;
    private @Nullable String ownTime;
    private @Nullable String meaning;
    private @Nullable String start;
    private @Nullable String end;
    private @Nullable String periodS;

    /** @param charset of the document; null if it does not say */
    SiteParser(@Nullable String charset) {
        this.charset = charset;
    }

    /** @throws XMLStreamException if the bytes [from, to) are not one well-formed element */
    SiteMeasurements parse(byte[] bytes, int from, int to) throws XMLStreamException {
        reset();
        XMLStreamReader xml = DatexXml.reader(new ByteArrayInputStream(bytes, from, to - from), charset);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(xml);
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
                    throw new XMLStreamException("entities are not taken");
                default -> {}
            }
        }
        xml.close();
        String valueTime = time == null ? ownTime : time;
        return new SiteMeasurements(
                site, List.copyOf(values), new SiteMeasurements.Time(valueTime, meaning, start, end, periodS));
    }

    private void reset() {
        path.clear();
        values.clear();
        text.setLength(0);
        site = "";
        index = 0;
        quantityStart = 0;
        fault = false;
        quantity = null;
        time = null;
        ownTime = null;
        meaning = null;
        start = null;
        end = null;
        periodS = null;
    }

    private void append(XMLStreamReader xml) {
        if (text.length() < LONGEST_LEAF) {
            text.append(xml.getText());
        }
    }

    private void begin(XMLStreamReader xml) {
        String name = local(xml.getLocalName());
        String parent = parent();
        path.add(name);
        text.setLength(0);
        switch (name) {
            case "measurementSiteReference" -> {
                String id = DatexXml.attribute(xml, "id");
                site = id == null ? site : id;
            }
            case "measuredValue", "physicalQuantity" -> beginQuantity(xml);
            case "measurementEquipmentFault", "physicalQuantityFault" -> fault = true;
            default -> {
                if (parent.equals("basicData") && quantity == null) {
                    beginValue(xml, Quantity.ofElement(name));
                }
            }
        }
    }

    /** The outer element of that name has the index, the inner one what was measured. */
    private void beginQuantity(XMLStreamReader xml) {
        String written = DatexXml.attribute(xml, "index");
        if (written != null) {
            try {
                index = Integer.parseInt(written.strip());
            } catch (NumberFormatException e) {
                index = -1;
            }
        }
        quantityStart = values.size();
        fault = false;
    }

    private void beginValue(XMLStreamReader xml, @Nullable Quantity found) {
        if (found == null) {
            return;
        }
        quantity = found;
        number = null;
        error = false;
        String used = DatexXml.attribute(xml, "numberOfInputValuesUsed");
        noSamples = used != null && used.strip().equals("0");
    }

    private void end() {
        String name = path.removeLast();
        Quantity open = quantity;
        if (open != null) {
            endWithinValue(open, name);
        } else {
            endOutside(name);
        }
        text.setLength(0);
    }

    private void endWithinValue(Quantity open, String name) {
        if (Quantity.ofElement(name) == open && parent().equals("basicData")) {
            boolean missing = error || noSamples || number == null || isNone(number);
            values.add(new SiteMeasurements.Value(open, index, missing ? null : number));
            quantity = null;
        } else if (open.isHeldBy(name)) {
            number = leaf();
        } else if (name.equals("dataError")) {
            error = isTrue(leaf());
        }
    }

    /** -1 stands for a value that could not be measured. */
    private static boolean isNone(String number) {
        return number.isEmpty() || number.equals("-1") || number.equals("-1.0");
    }

    private void endOutside(String name) {
        switch (name) {
            case "measurementTimeDefault" -> time = firstOf(time, leaf());
            case "measurementOrCalculationTime" -> ownTime = firstOf(ownTime, leaf());
            case "timeValue", "timeMeaning", "startOfPeriod", "endOfPeriod" -> endOfTimes(name);
            case "measurementOrCalculationPeriod" -> periodS = firstOf(periodS, leaf());
            case "forecast" -> fault |= isTrue(leaf());
            case "measuredValue", "physicalQuantity" -> endQuantity();
            default -> {}
        }
    }

    /** Parts of a v3 time; other periods, such as those of validity, stand elsewhere. */
    private void endOfTimes(String name) {
        if (path.contains("measurementTimeDefault")) {
            switch (name) {
                case "timeValue" -> time = firstOf(time, leaf());
                case "timeMeaning" -> meaning = firstOf(meaning, leaf());
                case "startOfPeriod" -> start = firstOf(start, leaf());
                default -> end = firstOf(end, leaf());
            }
        } else if (name.equals("timeValue") && path.contains("measurementOrCalculationTime")) {
            ownTime = firstOf(ownTime, leaf());
        }
    }

    /** Values of equipment at fault, and forecasts, are no measurements. */
    private void endQuantity() {
        for (int i = quantityStart; fault && i < values.size(); i++) {
            var value = values.get(i);
            values.set(i, new SiteMeasurements.Value(value.quantity(), value.index(), null));
        }
        quantityStart = values.size();
    }

    private static @Nullable String firstOf(@Nullable String known, String found) {
        return known == null && !found.isEmpty() ? found : known;
    }

    private static boolean isTrue(String leaf) {
        return leaf.equals("true") || leaf.equals("1");
    }

    private String leaf() {
        return text.toString().strip();
    }

    private String parent() {
        return path.isEmpty() ? "" : path.getLast();
    }

    private String local(String name) {
        String known = locals.get(name);
        if (known == null) {
            known = DatexXml.local(name);
            if (locals.size() < NAMES_KEPT) {
                locals.put(name, known);
            }
        }
        return known;
    }
}
