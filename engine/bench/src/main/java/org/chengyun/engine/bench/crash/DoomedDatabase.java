package org.chengyun.engine.bench.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.chengyun.engine.runner.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * A database in whose n-th call the process dies, as if somebody had pulled the plug: before a statement is prepared, before
 * a commit is sent, or after it was done and before anybody knows. Thread-safe.
 */
final class DoomedDatabase implements Database {
    /** As a shell reports kill -9. */
    static final int KILLED = 137;

    private final Database real;
    private final AtomicLong left;

    /** @param calls after which it dies; 0 for never */
    DoomedDatabase(Database real, long calls) {
        this.real = real;
        this.left = new AtomicLong(calls == 0 ? Long.MAX_VALUE : calls);
    }

    @Override
    public Connection connect() throws SQLException {
        step("connect");
        Connection connection = real.connect();
        return (Connection) Proxy.newProxyInstance(
                DoomedDatabase.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    before(method, arguments);
                    Object result = invoke(connection, method, arguments);
                    if (method.getName().equals("commit")) {
                        step("after commit");
                    }
                    return result;
                });
    }

    private void before(Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "commit" -> step("before commit");
            case "unwrap" -> step("before copy");
            case "prepareStatement" -> prepare(Step.of(String.valueOf(arguments == null ? "" : arguments[0])));
            default -> {}
        }
    }

    private void prepare(String statement) {
        if (statement.equals(Step.FIRST)) {
            System.out.println(Instance.SESSION);
        }
        step("before " + statement);
    }

    private static @Nullable Object invoke(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void step(String name) {
        if (left.decrementAndGet() == 0) {
            System.out.println(Instance.DIED + name);
            System.out.flush();
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
