package org.chengyun.api.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes sample briefs in every language and format into a folder; run as a process of its own. Arguments: the folder,
 * then the names of the briefs.
 */
public final class RenderAll {
    private RenderAll() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Locale locale : Brief.LOCALES) {
            for (String name : List.of(arguments).subList(1, arguments.length)) {
                for (var renderer : renderers()) {
                    String file = name + "-" + locale + "." + renderer.format().extension();
                    Files.write(folder.resolve(file), renderer.render(brief(name, locale)));
                }
            }
        }
    }

    private static Brief brief(String name, Locale locale) {
        return switch (name) {
            case "ordinary" -> SampleBriefs.ordinary(locale);
            case "sparse" -> SampleBriefs.sparse(locale);
            case "quiet" -> SampleBriefs.quiet(locale);
            case "empty" -> SampleBriefs.empty(locale);
            case "huge" -> SampleBriefs.huge(locale);
            default -> throw new IllegalArgumentException("no sample brief is called " + name);
        };
    }

    /** By name, because the renderers are beans and no one else's business. */
    private static List<BriefRenderer> renderers() throws ReflectiveOperationException {
        return List.of(renderer("pdf.PdfBrief"), renderer("xlsx.XlsxBrief"), renderer("csv.CsvBrief"));
    }

    private static BriefRenderer renderer(String name) throws ReflectiveOperationException {
        var constructor =
                Class.forName(RenderAll.class.getPackageName() + "." + name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (BriefRenderer) constructor.newInstance();
    }
}
