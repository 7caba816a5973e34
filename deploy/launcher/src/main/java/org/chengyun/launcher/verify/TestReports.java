package org.chengyun.launcher.verify;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Sums the XML reports of Surefire and Failsafe. */
final class TestReports {
    private static final Set<String> FOLDERS = Set.of("surefire-reports", "failsafe-reports");
    private static final Set<String> PASSED_BY = Set.of("node_modules", "src", ".git", "classes", "test-home");

    private TestReports() {}

    /** Numbers of tests; failed are failures and errors. */
    record Sums(int passed, int failed, int skipped) {
        Sums plus(Sums other) {
            return new Sums(passed + other.passed, failed + other.failed, skipped + other.skipped);
        }

        /** The last line of a test run; scripts read it. */
        @Override
        public String toString() {
            return "%d passed, %d failed%s".formatted(passed, failed, skipped == 0 ? "" : ", " + skipped + " skipped");
        }
    }

    /** The reports below {@code root} that were written since {@code since}. */
    static Sums sum(Path root, Instant since) throws IOException {
        Sums sums = new Sums(0, 0, 0);
        for (Path report : find(root, since)) {
            sums = sums.plus(read(report));
        }
        return sums;
    }

    private static List<Path> find(Path root, Instant since) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return PASSED_BY.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path folder = file.getParent();
                String name = String.valueOf(file.getFileName());
                if (folder != null
                        && FOLDERS.contains(String.valueOf(folder.getFileName()))
                        && name.startsWith("TEST-")
                        && name.endsWith(".xml")
                        && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE; // a test may delete its files while we look
            }
        });
        return found;
    }

    static Sums read(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element suite = factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
            int failed = number(suite, "failures") + number(suite, "errors");
            int skipped = number(suite, "skipped");
            return new Sums(number(suite, "tests") - failed - skipped, failed, skipped);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read the test report " + report + ": " + e.getMessage(), e);
        }
    }

    private static int number(Element suite, String attribute) {
        String value = suite.getAttribute(attribute);
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }
}
