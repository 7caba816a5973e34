package org.chengyun.engine.core.given;

import java.util.Random;
import org.chengyun.datasets.schema.Field;
import org.chengyun.datasets.schema.Schema;
import org.jspecify.annotations.Nullable;

/** Valid values for observations, from small pools, so that equal ones meet often. */
public final class RandomValues {
    /** Where event times lie around: 2026-11-21T00:00Z. */
    public static final long AROUND_MS = 1_795_219_200_000L;

    private static final String[] TEXTS = {
        "",
        "a",
        "A",
        "opened",
        "closed",
        "5xx",
        "城运路",
        "it's",
        "x\ty",
        "🚦 signal",
        "-",
        "null",
        "a much longer value of a text field"
    };
    private static final double[] NUMBERS = {0, -0.0, 1, -1, 0.1, 12.5, 100, 130.25, 1e6, -273.15};

    private RandomValues() {}

    /** One observation in schema order. Event times spread over two hours, whole milliseconds. */
    public static @Nullable Object[] next(Schema schema, Random random) {
        @Nullable Object[] values = new Object[schema.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = schema.field(i);
            boolean absent = !field.required() && random.nextInt(4) == 0;
            values[i] = absent ? null : value(field, random);
        }
        return values;
    }

    public static Object value(Field field, Random random) {
        return switch (field.type()) {
            case TEXT -> TEXTS[random.nextInt(TEXTS.length)];
            case NUMBER -> number(field, random);
            case INTEGER -> (long) Math.rint(number(field, random));
            case TIME -> AROUND_MS + random.nextInt(7_200_000) - 3_600_000;
            case BOOLEAN -> random.nextBoolean();
        };
    }

    private static double number(Field field, Random random) {
        double value = random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt(2000) / 8.0;
        return field.accepts(value) ? value : random.nextDouble();
    }
}
