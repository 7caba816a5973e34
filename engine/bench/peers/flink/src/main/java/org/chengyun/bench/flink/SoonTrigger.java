package org.chengyun.bench.flink;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires soon after a window has changed, and at its end. Unlike Flink's ContinuousProcessingTimeTrigger it lets windows
 * rest that did not change: with thousands of keys that is most of the work.
 */
final class SoonTrigger extends Trigger<Object, TimeWindow> {
    private static final long serialVersionUID = 1;
    private static final ValueStateDescriptor<Boolean> WAITING = new ValueStateDescriptor<>("waiting", Types.BOOLEAN);

    private final long delayMs;

    SoonTrigger(long delayMs) {
        this.delayMs = delayMs;
    }

    @Override
    public TriggerResult onElement(Object element, long timeMs, TimeWindow window, TriggerContext context)
            throws Exception {
        context.registerEventTimeTimer(window.maxTimestamp());
        ValueState<Boolean> waiting = context.getPartitionedState(WAITING);
        if (waiting.value() == null) {
            waiting.update(true);
            // Aligned, so that one wake-up serves all keys.
            long nowMs = context.getCurrentProcessingTime();
            context.registerProcessingTimeTimer(nowMs - nowMs % delayMs + delayMs);
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long timeMs, TimeWindow window, TriggerContext context) {
        context.getPartitionedState(WAITING).clear();
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onEventTime(long timeMs, TimeWindow window, TriggerContext context) {
        return timeMs == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) {
        context.deleteEventTimeTimer(window.maxTimestamp());
        context.getPartitionedState(WAITING).clear();
    }
}
