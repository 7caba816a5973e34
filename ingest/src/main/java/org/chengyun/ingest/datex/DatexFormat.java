package org.chengyun.ingest.datex;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.ZoneId;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.KnownSite;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.Recognition;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.chengyun.ingest.record.XmlBoundary;
import org.chengyun.ingest.traffic.ReadingFields;
import org.jspecify.annotations.Nullable;

/**
 * DATEX II v2 and v3, MeasuredDataPublication, plain or within SOAP or a message container. A record is one
 * {@code siteMeasurements}, so that a document of any length is never held, and a damaged site costs itself only.
 */
public final class DatexFormat implements FeedFormat {
    static final String RECORD = "siteMeasurements";
    private static final Boundary BOUNDARY = new XmlBoundary(List.of(RECORD));
    private static final int SURE = 1000;

    private final String id;
    private final SiteTable table;
    private final Dataset dataset;

    /** @param table what the sites measure; empty if no table is at hand */
    DatexFormat(String id, SiteTable table, Dataset dataset) {
        this.id = id;
        this.table = table;
        this.dataset = dataset;
    }

    @Override
    public List<String> names() {
        return List.of(id);
    }

    @Override
    public List<KnownSite> sites() {
        return table.sites().entrySet().stream()
                .map(entry -> entry.getValue().known(entry.getKey()))
                .toList();
    }

    @Override
    public Framing framing() {
        return Framing.DOCUMENT;
    }

    @Override
    public Boundary boundary() {
        return BOUNDARY;
    }

    @Override
    public RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms) {
        return new MeasurementDecoder(
                table, new ReadingFields(dataset), new SiteParser(charset(preamble)), new MeasurementTimes(zone));
    }

    /** The encoding that the XML declaration names; null for UTF-8. */
    private static @Nullable String charset(byte[] preamble) {
        try {
            XMLStreamReader xml = DatexXml.reader(new ByteArrayInputStream(preamble), null);
            String name = xml.getCharacterEncodingScheme();
            return name == null ? null : Charset.forName(name).name();
        } catch (XMLStreamException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    @Override
    public Recognition recognise(byte[] head) {
        int at = 0;
        while (at < head.length && (head[at] <= ' ')) {
            // blanks, and the byte order mark, whose bytes are negative
            at++;
        }
        if (at == head.length || head[at] != '<') {
            return new Recognition.Misfit("not XML");
        }
        try {
            return publication(head);
        } catch (XMLStreamException e) {
            return new Recognition.Misfit("not well-formed XML: " + DatexXml.why(e));
        }
    }

    private Recognition publication(byte[] head) throws XMLStreamException {
        XMLStreamReader xml = DatexXml.reader(new ByteArrayInputStream(head), null);
        String encoding = xml.getEncoding();
        if (encoding != null && !encoding.startsWith("UTF-8") && encoding.startsWith("UTF-")) {
            return new Recognition.Misfit("XML in %s; send it in UTF-8".formatted(encoding));
        }
        String root = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                return new Recognition.Misfit("it has a document type declaration, which may define entities: refused");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = DatexXml.local(xml.getLocalName());
                root = root.isEmpty() ? name : root;
                String type = DatexXml.attribute(xml, "type");
                String publication = type == null ? name : DatexXml.local(type);
                if (name.equals(RECORD) || publication.equals("MeasuredDataPublication")) {
                    return new Recognition.Fits(id, SURE, preambleLength(head));
                }
                if (publication.equals("MeasurementSiteTablePublication")) {
                    return new Recognition.NoFeed(
                            "DATEX II MeasurementSiteTablePublication",
                            "a table of sites, which says what they measure; name it in site_tables of format " + id);
                }
                if (publication.endsWith("Publication")) {
                    return new Recognition.NoFeed("DATEX II " + publication, "it holds no measured data");
                }
            }
        }
        return new Recognition.Misfit("XML with the root %s, but no DATEX II publication".formatted(root));
    }

    /** Up to the first site; 0 if that does not begin within the head. */
    private static int preambleLength(byte[] head) {
        int end = BOUNDARY.end(head, 0, head.length, true);
        return end > 0 && end < head.length ? end : 0;
    }
}
