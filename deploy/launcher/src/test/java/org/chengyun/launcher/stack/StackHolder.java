package org.chengyun.launcher.stack;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A launcher for a test to kill. */
final class StackHolder {
    private StackHolder() {}

    /** @param arguments the home */
    public static void main(String[] arguments) throws Exception {
        LocalStack.start(Path.of(arguments[0]), Set.of(Part.KAFKA, Part.DATABASE));
        System.out.println("HOLDING");
        new CountDownLatch(1).await();
    }
}
