package org.chengyun.bench.flink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Ranks the roads of one sliding window by their volumes; of equal ones the first by name. */
final class TopPlaces extends ProcessWindowFunction<WindowResult, Place, Long, TimeWindow> {
    private static final long serialVersionUID = 1;
    private static final Comparator<WindowResult> ORDER =
            Comparator.<WindowResult>comparingLong(result -> -result.volume).thenComparing(result -> result.key);

    private final int places;

    TopPlaces(int places) {
        this.places = places;
    }

    @Override
    public void process(Long startMs, Context context, Iterable<WindowResult> results, Collector<Place> out) {
        List<WindowResult> sorted = new ArrayList<>();
        results.forEach(sorted::add);
        sorted.sort(ORDER);
        for (int rank = 1; rank <= Math.min(places, sorted.size()); rank++) {
            WindowResult result = sorted.get(rank - 1);
            var place = new Place();
            place.startMs = startMs;
            place.rank = rank;
            place.key = result.key;
            place.score = result.volume;
            out.collect(place);
        }
    }
}
