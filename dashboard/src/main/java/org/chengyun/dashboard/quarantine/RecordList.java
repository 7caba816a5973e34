package org.chengyun.dashboard.quarantine;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.chengyun.api.quarantine.RejectedRecord;
import org.chengyun.dashboard.words.Notation;

/** Records with their bytes, as text and in hexadecimal. Whatever is in them is shown as text and nothing else. */
final class RecordList extends Div {
    private static final int HEX_BYTES = 512;

    private final Notation notation;

    RecordList(Notation notation) {
        this.notation = notation;
        addClassName("cy-records");
    }

    void append(List<RejectedRecord> records) {
        records.forEach(record -> add(card(record)));
    }

    private Div card(RejectedRecord record) {
        var where = new Span(record.source());
        where.addClassName("source");
        var head = new Div(
                new Span(getTranslation("quarantine.record", String.valueOf(record.number()))),
                new Span(notation.moment(record.at())),
                where);
        head.addClassName("head");
        var card = new Div(head);
        card.addClassName("cy-record");
        if (!record.detail().isEmpty()) {
            var detail = new Paragraph(record.detail());
            detail.addClassName("detail");
            card.add(detail);
        }
        if (record.firstReason() != null) {
            card.add(note(getTranslation("quarantine.first", record.firstReason())));
        }
        byte[] bytes = record.bytes();
        String text = record.text();
        if (bytes == null || text == null) {
            card.add(note(getTranslation("quarantine.withheld", notation.number((long) record.length()))));
        } else {
            card.add(new Pre(text), note(measure(record)), hex(bytes));
        }
        return card;
    }

    private String measure(RejectedRecord record) {
        String length = getTranslation(
                "quarantine.length", notation.number((long) record.length()), String.valueOf(record.charset()));
        return record.isCut() ? length + getTranslation("quarantine.cut") : length;
    }

    private static Paragraph note(String text) {
        var note = new Paragraph(text);
        note.addClassName("note");
        return note;
    }

    private NativeDetails hex(byte[] bytes) {
        var dump = new Pre(HexDump.of(bytes, HEX_BYTES));
        dump.addClassName("hex");
        return new NativeDetails(getTranslation("quarantine.hex"), dump);
    }
}
