package org.chengyun.ingest.format;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.chengyun.datasets.catalogue.Catalogue;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.decode.EnrichingDecoder;
import org.chengyun.ingest.decode.FeedFormat;
import org.chengyun.ingest.decode.Pseudonyms;
import org.chengyun.ingest.decode.RecordDecoder;
import org.chengyun.ingest.decode.RegistryAway;
import org.chengyun.ingest.decode.SiteRegistry;
import org.chengyun.ingest.decode.StreamDecoder;
import org.jspecify.annotations.Nullable;

/** Makes the decoders of an installation. Thread-safe; what it makes is not. */
public final class Decoders {
    private final Catalogue catalogue;
    private final Formats formats;
    private final SiteRegistry sites;
    private final Pseudonyms pseudonyms;
    private final ZoneId cityZone;

    /**
     * @param pseudonymKey secret of the installation, at least 16 bytes
     * @param cityZone of times without an offset, if neither the feed nor its format has a zone
     */
    public Decoders(Catalogue catalogue, Formats formats, SiteRegistry sites, byte[] pseudonymKey, ZoneId cityZone) {
        this.catalogue = catalogue;
        this.formats = formats;
        this.sites = sites;
        this.pseudonyms = new Pseudonyms(pseudonymKey);
        this.cityZone = cityZone;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Optional<Dataset> dataset(String id) {
        return catalogue.dataset(id);
    }

    public DatasetFormats formats(Dataset dataset) {
        return formats.of(dataset);
    }

    /** The zone of times without an offset: what was asked for, else the format's, else the city's. */
    public ZoneId zone(FeedFormat format, @Nullable ZoneId asked) {
        return asked == null ? format.zone().orElse(cityZone) : asked;
    }

    /**
     * A decoder for one stream.
     *
     * @param name one of the format's names
     * @param preamble the bytes at the stream's begin that the format set apart
     * @throws RegistryAway if the dataset needs the registry of sites and that was never read
     */
    public StreamDecoder decoder(Dataset dataset, FeedFormat format, String name, byte[] preamble, ZoneId zone) {
        return decoder(dataset, format, name, preamble, zone, inner -> inner);
    }

    /**
     * The same, with something around the decoder of the records.
     *
     * @throws RegistryAway if the dataset needs the registry of sites and that was never read
     */
    public StreamDecoder decoder(
            Dataset dataset,
            FeedFormat format,
            String name,
            byte[] preamble,
            ZoneId zone,
            UnaryOperator<RecordDecoder> around) {
        if (dataset.enrichment().isPresent()) {
            sites.requireRead();
        }
        var inner = format.decoder(name, preamble, zone, pseudonyms);
        return new StreamDecoder(format, around.apply(EnrichingDecoder.around(inner, sites, dataset)))
                .as(name, zone.equals(zone(format, null)) ? null : zone, preamble);
    }
}
