package org.chengyun.launcher.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import org.chengyun.launcher.home.StackHome;
import org.chengyun.launcher.home.StackState;

/** What a person needs when the stack is ready: address, accounts, how to stop it. */
record Welcome(PrintStream out, String stop) {
    void print(StackHome home) throws IOException {
        StackState state = StackState.read(home).orElseThrow(() -> new IOException("no state in " + home.run()));
        out.println();
        out.println("Chengyun is ready:  " + state.url());
        out.println();
        for (String line : Files.readAllLines(home.accounts())) {
            out.println("  " + line.replaceFirst("^# ", ""));
        }
        out.println();
        out.println("Data and logs: %s   Stop: %s".formatted(home.folder(), stop));
        out.flush();
    }
}
