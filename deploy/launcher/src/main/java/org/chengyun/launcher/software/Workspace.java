package org.chengyun.launcher.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.chengyun.launcher.home.StackHome;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The source tree that this launcher belongs to, and the tools found for it. Immutable.
 *
 * @param root holds {@code deploy/stack}
 * @param software where fetched servers are kept; shared by all homes of a user
 */
public record Workspace(Path root, Path software) {

    /**
     * Found by the system property {@code chengyun.root}, the variable {@code CHENGYUN_ROOT}, or upwards from the current
     * folder. Software lies in {@code CHENGYUN_SOFTWARE}, else {@code software} in the user's home of the stack.
     */
    public static Workspace find() {
        @Nullable String software = System.getenv("CHENGYUN_SOFTWARE");
        Path folder = software == null || software.isBlank()
                ? StackHome.ofUser().folder().resolve("software")
                : Path.of(software).toAbsolutePath();
        Path here = Path.of("").toAbsolutePath();
        return Stream.concat(
                        Stream.of(System.getProperty("chengyun.root", ""), env("CHENGYUN_ROOT"))
                                .filter(text -> !text.isBlank())
                                .map(text -> Path.of(text).toAbsolutePath()),
                        Stream.iterate(here, path -> path != null, Path::getParent))
                .filter(path -> Files.exists(path.resolve("deploy/stack/pom.xml")))
                .findFirst()
                .map(root -> new Workspace(root, folder))
                .orElseThrow(() -> new IllegalStateException(
                        "no source tree of Chengyun at or above " + here + ": set CHENGYUN_ROOT to it"));
    }

    public Path stack() {
        return root.resolve("deploy/stack");
    }

    /** The Java that runs the children: the one that runs this. */
    public String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The Maven command: from the starting script, from the Maven that runs the tests, else from the PATH. */
    public String maven() {
        String fromScript = env("CHENGYUN_MVN");
        if (!fromScript.isBlank()) {
            return fromScript;
        }
        return Stream.of(System.getProperty("maven.home", ""), env("MAVEN_HOME"))
                .filter(home -> !home.isBlank())
                .map(home -> Path.of(home, "bin", "mvn"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("mvn");
    }

    /** The versions of the servers: the properties of {@code deploy/stack/pom.xml}. */
    public Properties versions() throws IOException {
        Properties versions = new Properties();
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element pom = factory.newDocumentBuilder()
                    .parse(stack().resolve("pom.xml").toFile())
                    .getDocumentElement();
            NodeList properties = pom.getElementsByTagName("properties").item(0).getChildNodes();
            for (int i = 0; i < properties.getLength(); i++) {
                Node property = properties.item(i);
                if (property.getNodeType() == Node.ELEMENT_NODE) {
                    versions.setProperty(
                            property.getNodeName(), property.getTextContent().strip());
                }
            }
            return versions;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read " + stack().resolve("pom.xml") + ": " + e.getMessage(), e);
        }
    }

    private static String env(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
