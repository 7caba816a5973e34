package org.chengyun.dashboard.card;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import org.chengyun.dashboard.chart.Chart;
import org.chengyun.dashboard.frame.Icon;
import org.chengyun.dashboard.trust.Trust;
import org.chengyun.dashboard.trust.TrustChip;
import org.chengyun.dashboard.words.Notation;
import tools.jackson.databind.node.ObjectNode;

/** A chart with its title, its trust, and the switch to its table twin. */
abstract class ChartCard extends Div {
    private final H3 title = new H3();
    private final Chart chart;
    private final TrustChip chip;
    private final NativeButton tableSwitch = new NativeButton();
    private boolean table;

    ChartCard(Chart chart, Notation notation) {
        this.chart = chart;
        chip = new TrustChip(notation);
        addClassName("cy-card");
        tableSwitch.addClassName("cy-icon-button");
        tableSwitch.addClickListener(click -> setTable(!table));
        var head = new Div(title, chip, tableSwitch);
        head.addClassName("head");
        add(head, chart);
        setTable(false);
    }

    final void show(String label, String meaning, Trust trust, ObjectNode data) {
        title.setText(label);
        title.getElement().setAttribute("title", meaning);
        chip.show(trust, label, meaning);
        tableSwitch.setAriaLabel(getTranslation("chart.asTable", label));
        chart.show(data);
    }

    private void setTable(boolean table) {
        this.table = table;
        chart.setTable(table);
        tableSwitch.removeAll();
        tableSwitch.add(table ? Icon.CHART.create() : Icon.TABLE.create());
        tableSwitch.getElement().setAttribute("aria-pressed", String.valueOf(table));
        tableSwitch.setTitle(getTranslation(table ? "chart.showChart" : "chart.showTable"));
    }
}
