package org.chengyun.ingest.mapped;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.chengyun.datasets.schema.ValueType;
import org.chengyun.datasets.yaml.YamlNode;

/** Reads one format of wide tables; everything wrong with it becomes a fault with its line. */
public final class WideFormatReader {
    private final YamlNode node;
    private final Dataset dataset;

    public WideFormatReader(YamlNode node, Dataset dataset) {
        this.node = node;
        this.dataset = dataset;
    }

    public WideFormat read() {
        node.onlyKeys("id", "kind", "zone", "delimiter", "time", "field", "unit", "missing", "spoilt_header");
        if (dataset.schema().indexOf("site") < 0) {
            node.fault("dataset '%s' has no field 'site', which a column stands for".formatted(dataset.id()));
        }
        int field = field();
        var setting = new WideFormat.Setting(
                node.requireText("id"),
                zone(),
                delimiter(),
                timing(node.get("time")),
                field,
                factor(dataset.schema().field(field)),
                Set.copyOf(node.get("missing").texts()),
                node.get("spoilt_header").text().orElse(null));
        return new WideFormat(setting, dataset);
    }

    private int field() {
        Schema schema = dataset.schema();
        int index = schema.indexOf(node.requireText("field"));
        if (index < 0 || schema.field(index).type() != ValueType.NUMBER) {
            node.get("field").fault("'field' must be a field of the dataset that holds a number");
            return 0;
        }
        return index;
    }

    private double factor(Field field) {
        String unit = node.get("unit").text().orElse(null);
        Double factor = unit == null ? Double.valueOf(1) : Unit.factor(unit, field.unit());
        if (factor == null) {
            node.get("unit").fault("%s cannot become %s (%s)".formatted(unit, field.unit(), field.name()));
            return 1;
        }
        return factor;
    }

    private Optional<ZoneId> zone() {
        return node.get("zone").text().flatMap(name -> {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                node.get("zone").fault("'%s' is no IANA time zone".formatted(name));
                return Optional.empty();
            }
        });
    }

    private byte delimiter() {
        String delimiter = node.get("delimiter").text().orElse(",");
        if (delimiter.length() != 1 || delimiter.charAt(0) >= 0x80 || "\"\r\n".contains(delimiter)) {
            node.get("delimiter").fault("a delimiter is one ASCII character");
            return ',';
        }
        return (byte) delimiter.charAt(0);
    }

    private WideFormat.Timing timing(YamlNode time) {
        time.onlyKeys("start", "step", "names", "forms");
        return time.get("names").isAbsent() ? steps(time) : inColumn(time);
    }

    private static WideFormat.Timing inColumn(YamlNode time) {
        List<TimeForm> forms = new ArrayList<>();
        for (YamlNode item : time.get("forms").items()) {
            try {
                forms.add(TimeForm.of(item.text().orElse("")));
            } catch (IllegalArgumentException e) {
                item.fault("neither iso, epoch-ms, epoch-s nor a pattern such as yyyy-MM-dd HH:mm:ss");
            }
        }
        if (forms.isEmpty()) {
            time.fault("'forms' must say how the times are written, such as [iso]");
        }
        return new WideFormat.Timing.InColumn(time.get("names").texts(), forms);
    }

    private static WideFormat.Timing steps(YamlNode time) {
        LocalDateTime start = LocalDateTime.MIN;
        try {
            start = LocalDateTime.parse(time.requireText("start"));
        } catch (DateTimeException e) {
            time.fault("'start' must be a time without offset such as 2012-03-01T00:00");
        }
        Duration step = time.get("step").duration().orElse(Duration.ZERO);
        if (step.isNegative() || step.isZero()) {
            time.fault("'step' must be the time from one row to the next, such as 5m");
        }
        return new WideFormat.Timing.Steps(start, Math.max(1, step.toMillis()));
    }
}
