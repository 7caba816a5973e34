package org.chengyun.ingest.mapped;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first record of a CSV file, held against a mapping. Immutable.
 *
 * @param width number of fields in the header, and so in every row
 * @param places per column of the mapping the index of its field; -1 if the file does not have it
 * @param found names as the file has them
 * @param missing required columns that the file does not have, with the names under which they were looked for
 */
record CsvHeader(int width, List<Integer> places, List<String> found, List<String> missing) {
    private static final int BOM_LENGTH = 3;

    /** Length of a UTF-8 byte order mark at the begin, or 0. */
    static int bomLength(byte[] bytes) {
        boolean bom = bytes.length >= BOM_LENGTH
                && bytes[0] == (byte) 0xef
                && bytes[1] == (byte) 0xbb
                && bytes[2] == (byte) 0xbf;
        return bom ? BOM_LENGTH : 0;
    }

    /** @param header the bytes of the first record, perhaps with a byte order mark, without its line end */
    static CsvHeader of(MappedFormat format, Charset charset, byte[] header) {
        CsvRow row = new CsvRow(format.delimiter(), charset);
        row.split(header, bomLength(header), header.length);
        List<String> found = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String name = row.text(i);
            found.add(name == null ? "?" : name);
            plain.add(name == null ? "" : Column.plain(name));
        }
        List<Integer> places = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Column column : format.mapping().columns()) {
            int place = place(column, plain);
            places.add(place);
            if (place < 0 && column.required()) {
                missing.add(String.join(" | ", column.names()));
            }
        }
        return new CsvHeader(row.size(), List.copyOf(places), List.copyOf(found), List.copyOf(missing));
    }

    /** Preferred name first; of two columns of one name the first. */
    private static int place(Column column, List<String> plain) {
        for (String name : column.names()) {
            int place = plain.indexOf(Column.plain(name));
            if (place >= 0) {
                return place;
            }
        }
        return -1;
    }

    /** How many columns of the mapping the file has. */
    int matches() {
        return (int) places.stream().filter(place -> place >= 0).count();
    }

    int[] placesArray() {
        int[] copy = new int[places.size()];
        Arrays.setAll(copy, places::get);
        return copy;
    }
}
