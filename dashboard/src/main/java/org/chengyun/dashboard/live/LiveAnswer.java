package org.chengyun.dashboard.live;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;

/**
 * Keeps the answer to a question at the latest cut. The question may change; what was read for an earlier one is not shown.
 *
 * <p>Thread-safe as {@link LiveReader} is.
 */
public final class LiveAnswer<Q, A> {
    private final LiveReader<Answer<Q, A>> reader;
    private final ToLongFunction<A> cutOf;
    private volatile Q asked;

    private record Answer<Q, A>(Q question, A told) {}

    /**
     * What a page answers.
     *
     * @param name for the log
     * @param read may block and throw
     * @param show called under the session lock, as is {@code showTrouble}
     * @param cutOf the cut that an answer was read at
     */
    public record Source<Q, A>(
            String name, Function<Q, A> read, BiConsumer<Q, A> show, Runnable showTrouble, ToLongFunction<A> cutOf) {}

    /** @param first question */
    public LiveAnswer(LivePages pages, Clock clock, Q first, Source<Q, A> source) {
        asked = first;
        cutOf = source.cutOf;
        reader = new LiveReader<>(
                pages,
                clock,
                new LiveReader.Source<>(
                        source.name, () -> read(source), answer -> show(source, answer), source.showTrouble));
    }

    /** @param onCut how to hear of commits */
    public void open(UI ui, Function<LongConsumer, Registration> onCut) {
        reader.open(ui, onCut, answer -> cutOf.applyAsLong(answer.told));
    }

    public void ask(Q question) {
        asked = question;
        reader.wake();
    }

    public void close() {
        reader.close();
    }

    private Answer<Q, A> read(Source<Q, A> source) {
        Q question = asked;
        return new Answer<>(question, source.read.apply(question));
    }

    private void show(Source<Q, A> source, Answer<Q, A> answer) {
        if (answer.question.equals(asked)) {
            source.show.accept(answer.question, answer.told);
        }
    }
}
