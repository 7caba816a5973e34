package org.chengyun.ingest.decode;

import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.SiteRegistry.Site;
import org.jspecify.annotations.Nullable;

/** Fills what the feed left empty and the registry of sites knows. */
public final class EnrichingDecoder implements RecordDecoder {
    private final RecordDecoder inner;
    private final SiteRegistry registry;
    private final String dataset;
    private final int by;
    private final int road;
    private final int district;

    private EnrichingDecoder(RecordDecoder inner, SiteRegistry registry, Dataset dataset, Dataset.Enrichment rule) {
        this.inner = inner;
        this.registry = registry;
        this.dataset = dataset.id();
        this.by = dataset.schema().indexOf(rule.by());
        this.road = rule.fields().contains("road") ? dataset.schema().indexOf("road") : -1;
        this.district = rule.fields().contains("district") ? dataset.schema().indexOf("district") : -1;
    }

    /** The decoder itself if the dataset asks for no enrichment. */
    public static RecordDecoder around(RecordDecoder inner, SiteRegistry registry, Dataset dataset) {
        return dataset.enrichment()
                .<RecordDecoder>map(rule -> new EnrichingDecoder(inner, registry, dataset, rule))
                .orElse(inner);
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to) {
        return enriched(inner.decode(bytes, from, to));
    }

    @Override
    public Decoded decode(byte[] bytes, int from, int to, long number) {
        return enriched(inner.decode(bytes, from, to, number));
    }

    private Decoded enriched(Decoded decoded) {
        if (decoded instanceof Decoded.Accepted accepted) {
            accepted.observations().forEach(this::enrich);
        } else if (decoded instanceof Decoded.Case told) {
            enrich(told.told().values());
        }
        return decoded;
    }

    @Override
    public byte @Nullable [] preamble() {
        return inner.preamble();
    }

    private void enrich(@Nullable Object[] values) {
        boolean empty = isEmpty(values, road) || isEmpty(values, district);
        if (!empty || !(values[by] instanceof String name)) {
            return;
        }
        Site site = registry.find(dataset, name);
        if (site == null) {
            return;
        }
        if (isEmpty(values, road)) {
            values[road] = site.road();
        }
        if (isEmpty(values, district)) {
            values[district] = site.district();
        }
    }

    private static boolean isEmpty(@Nullable Object[] values, int index) {
        return index >= 0 && values[index] == null;
    }
}
