package org.chengyun.ingest.datex;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML as it is, without declarations of types or entities: nothing is expanded, nothing is fetched. Names keep
 * their prefix, as an element cut out of its document has no namespaces. Thread-safe.
 */
final class DatexXml {
    private static final WstxInputFactory FACTORY = factory();

    private DatexXml() {}

    private static WstxInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // replacing what is not declared is an error; not replacing leaves it out without a word
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // a lazy reader throws unchecked
        factory.getConfig().doParseLazily(false);
        return factory;
    }

    /** @param charset null to find it out */
    static XMLStreamReader reader(InputStream bytes, @Nullable String charset) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(bytes, charset);
    }

    /** A name without its prefix. */
    static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Text of an attribute whatever its prefix, or null. */
    static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String found = xml.getAttributeLocalName(i);
            if (found.endsWith(name) && local(found).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** What is wrong, in one line. */
    static String why(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("not XML");
    }
}
