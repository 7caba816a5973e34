package org.chengyun.ingest.mapped;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.SourceText;

/**
 * XML elements of a document, with what is nested in them. No document type declaration is read and no entity but the
 * five of XML is known; an ampersand that begins none of them stands for itself, as cities write it. Not thread-safe.
 */
final class XmlDecoder implements RecordDecoder {
    private static final Pattern BARE_AMPERSAND =
            Pattern.compile("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final XMLInputFactory xml;
    private final Set<String> records;
    private final Charset charset;
    private final NestedRow row;

    XmlDecoder(MappedFormat format, Charset charset, RowMapper mapper) {
        this.records = new HashSet<>(format.records());
        this.charset = charset;
        this.row = new NestedRow(format.mapping().columns(), mapper);
        // the JDK's own: what else is on the class path must not decide how strict reading is
        xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        String text = SourceText.strict(bytes, from, to, charset);
        if (text == null) {
            return new Decoded.Rejected(Reason.ENCODING_MALFORMED, "the element is not " + charset);
        }
        String record = text.strip();
        var outside = new XmlOutside(record);
        if (!outside.beginsWith(records)) {
            return outside.decoded();
        }
        try {
            return element(record);
        } catch (XMLStreamException e) {
            String repaired = BARE_AMPERSAND.matcher(record).replaceAll("&amp;");
            if (repaired.length() == record.length()) {
                return malformed(e);
            }
            try {
                return element(repaired);
            } catch (XMLStreamException still) {
                return malformed(still);
            }
        }
    }

    private static Decoded malformed(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int detail = message.indexOf("Message: ");
        String what = detail < 0 ? message : message.substring(detail + 9);
        int at = e.getLocation() == null ? 0 : e.getLocation().getCharacterOffset();
        return new Decoded.Rejected(
                Reason.XML_MALFORMED,
                "%s at character %d".formatted(what.lines().findFirst().orElse("not XML"), Math.max(at, 0)));
    }

    private Decoded element(String record) throws XMLStreamException {
        row.clear();
        XMLStreamReader reader = xml.createXMLStreamReader(new StringReader(record));
        try {
            new Walk(reader).all();
        } finally {
            reader.close();
        }
        return row.decoded(record);
    }

    /** One way through a record. */
    private final class Walk {
        private final XMLStreamReader reader;
        private final Deque<String> names = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private int depth;
        private boolean leaf;

        Walk(XMLStreamReader reader) {
            this.reader = reader;
        }

        void all() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.DTD ->
                        throw new XMLStreamException("a document type declaration within a record");
                    default -> {}
                }
            }
        }

        /** The record's own element is no part of the paths in it. */
        private void begin() {
            depth++;
            if (depth > 1 && depth <= NestedRow.DEPTH + 1) {
                names.addLast(XmlOutside.localName(reader.getLocalName()));
            }
            text.setLength(0);
            leaf = true;
        }

        private void end() {
            if (depth > 1 && depth <= NestedRow.DEPTH + 1) {
                if (leaf) {
                    value(SPACE.matcher(text).replaceAll(" ").strip());
                }
                if (depth == 3 && row.isHistory(names.getFirst())) {
                    row.endOfNote();
                }
                names.removeLast();
            }
            depth--;
            leaf = false;
            text.setLength(0);
        }

        private void value(String value) {
            if (depth == 4 && row.isHistory(names.getFirst())) {
                row.noteValue(names.getLast(), value);
            } else {
                row.value(String.join(".", names), value);
            }
        }
    }
}
