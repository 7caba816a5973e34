package org.chengyun.ingest.request;

import java.util.Arrays;
import java.util.List;

/** Which paths are files that belong to a page: pictures, style sheets, scripts. Immutable. */
final class StaticFiles {
    /** What belongs to pages, and no documents: those people ask for by themselves. */
    static final StaticFiles USUAL = new StaticFiles(List.of(
            "avif",
            "bmp",
            "css",
            "cur",
            "eot",
            "gif",
            "ico",
            "jpeg",
            "jpg",
            "js",
            "map",
            "mjs",
            "otf",
            "png",
            "svg",
            "svgz",
            "swf",
            "tif",
            "tiff",
            "ttf",
            "webmanifest",
            "webp",
            "woff",
            "woff2"));

    private static final int LONGEST = 11;
    private static final int DIGITS = 37;
    private static final String ROBOTS = "/robots.txt";

    /** As numbers to the base 37, ascending: nothing is allocated to look a path up. */
    private final long[] endings;

    /** @param endings without the dot: up to 11 letters and digits */
    StaticFiles(List<String> endings) {
        this.endings = endings.stream()
                .mapToLong(ending -> ending("." + ending))
                .sorted()
                .toArray();
    }

    boolean contains(String path) {
        long ending = ending(path);
        return ending > 0 && (Arrays.binarySearch(endings, ending) >= 0 || path.equals(ROBOTS));
    }

    /** What follows the last dot of a path, in any case; 0 if that is no ending. */
    private static long ending(String path) {
        long ending = 0;
        int last = path.length() - 1;
        for (int i = last; i >= 0 && i >= last - LONGEST; i--) {
            char c = path.charAt(i);
            if (c == '.') {
                return ending;
            }
            int digit = digit(c);
            if (digit == 0) {
                return 0;
            }
            ending = ending * DIGITS + digit;
        }
        return 0;
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 11;
        }
        if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 11;
        }
        return c >= '0' && c <= '9' ? c - '0' + 1 : 0;
    }
}
