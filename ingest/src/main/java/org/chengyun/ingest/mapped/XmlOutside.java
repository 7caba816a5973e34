package org.chengyun.ingest.mapped;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chengyun.ingest.decode.Decoded;
import org.chengyun.ingest.decode.Reason;

/** What stands outside of a document's records: its begin and end, or all of it if it holds none. */
final class XmlOutside {
    private static final Set<String> ERRORS = Set.of("error", "errors");

    private final String source;
    private final String xml;
    private final List<String> starts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String lastEnd = "";
    private boolean doctype;

    XmlOutside(String source) {
        this.source = source;
        this.xml = withoutHttp(source);
    }

    /** Some files hold the answer as it came: status line, headers, an empty line, and then the document. */
    private static String withoutHttp(String source) {
        String from = source.startsWith("\ufeff") ? source.substring(1) : source;
        if (!from.startsWith("HTTP/")) {
            return from;
        }
        int begin = from.indexOf('<');
        return begin < 0 ? "" : from.substring(begin);
    }

    /** True if this is not outside, but an element of one of these names. */
    boolean beginsWith(Set<String> names) {
        if (!source.startsWith("<")) {
            return false;
        }
        return names.contains(localName(nameAt(source, 1)));
    }

    Decoded decoded() {
        scan();
        if (doctype) {
            return new Decoded.Rejected(
                    Reason.XML_DOCTYPE, "a document type declaration, which may define entities, is not read");
        }
        if (!starts.isEmpty() && ERRORS.contains(starts.getFirst())) {
            return NestedRow.sourceError(withStatusLine(text.toString()));
        }
        if (text.toString().isBlank()) {
            return xml.isEmpty() && !source.isEmpty() ? NestedRow.sourceError(source) : Decoded.Ignored.INSTANCE;
        }
        boolean whole = !starts.isEmpty() && starts.getFirst().equals(lastEnd);
        return whole
                ? new Decoded.Rejected(
                        Reason.DOCUMENT_UNEXPECTED,
                        "a document of <%s>, without the elements that this format reads".formatted(starts.getFirst()))
                : new Decoded.Rejected(Reason.XML_MALFORMED, "text or tags between the elements");
    }

    private String withStatusLine(String error) {
        return source.startsWith("HTTP/")
                ? source.lines().findFirst().orElse("").strip() + ": " + error
                : error;
    }

    private void scan() {
        int at = 0;
        while (at < xml.length()) {
            int tag = xml.indexOf('<', at);
            text.append(xml, at, tag < 0 ? xml.length() : tag).append(' ');
            if (tag < 0) {
                return;
            }
            at = markup(tag);
        }
    }

    private int markup(int at) {
        if (xml.startsWith("<!--", at)) {
            return after(at + 4, "-->");
        }
        if (xml.startsWith("<?", at)) {
            return after(at + 2, "?>");
        }
        if (xml.startsWith("<![CDATA[", at)) {
            int end = after(at + 9, "]]>");
            text.append(xml, Math.min(at + 9, end), end);
            return end;
        }
        if (xml.startsWith("<!", at)) {
            doctype = true;
        } else if (xml.startsWith("</", at)) {
            lastEnd = localName(nameAt(xml, at + 2));
        } else {
            starts.add(localName(nameAt(xml, at + 1)));
        }
        return after(at + 1, ">");
    }

    /** What never ends takes the rest. */
    private int after(int from, String end) {
        int at = xml.indexOf(end, from);
        if (at < 0) {
            text.append("not closed");
            return xml.length();
        }
        return at + end.length();
    }

    /** The names of all elements of a text, in the order in which they begin. */
    static List<String> elements(String text) {
        var outside = new XmlOutside(text);
        outside.scan();
        return outside.starts;
    }

    private static String nameAt(String text, int from) {
        int to = from;
        while (to < text.length() && " \t\r\n/><".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return text.substring(from, to);
    }

    static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
