package org.chengyun.datasets.simulator.portal;

import java.util.function.Consumer;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.PortalService;
import org.chengyun.datasets.simulator.portal.ErrorBursts.Burst;
import org.chengyun.datasets.simulator.portal.ServicePaths.Page;
import org.jspecify.annotations.Nullable;

/** One visit: a chain of requests that a person or a program would make. Used once. */
final class Session {
    /** No visit is longer. */
    static final long LONGEST_MS = 15 * 60_000L;

    private static final String HOST = "https://portal.yunjiang.example";
    private static final double USUAL_ERROR_SHARE = 0.0012;

    private final PortalService service;
    private final ServicePaths pages;
    private final ErrorBursts bursts;
    private final LogTime clock;
    private final long roll;
    private final long endMs;
    private final Consumer<Request> out;
    private final Visitor visitor;
    private long nowMs;
    private int drawn;
    private String referer = "-";

    Session(
            PortalService service,
            ServicePaths pages,
            ErrorBursts bursts,
            LogTime clock,
            long startMs,
            long roll,
            Consumer<Request> out) {
        this.service = service;
        this.pages = pages;
        this.bursts = bursts;
        this.clock = clock;
        this.roll = roll;
        this.nowMs = startMs;
        this.endMs = startMs + LONGEST_MS;
        this.out = out;
        this.visitor = Visitor.person(Dice.part(roll, 0));
    }

    private long draw() {
        drawn++;
        return Dice.part(roll, drawn);
    }

    private boolean chance(double share) {
        return Dice.unit(draw()) < share;
    }

    void run() {
        double kind = Dice.unit(draw());
        if (kind < 0.06) {
            calls(3 + Dice.below(draw(), 12));
            return;
        }
        arrive();
        if (kind < 0.32) {
            applyFor();
        } else if (kind < 0.58) {
            askStatus();
        } else {
            browse(1 + Dice.below(draw(), 6));
        }
    }

    private void arrive() {
        if (chance(0.3)) {
            get(NO_SERVICE_PAGE, "", Request.NO_SERVICE);
            pause(2_000, 15_000);
        }
        page(pages.index, "");
        boolean returning = chance(0.6);
        for (Page asset : pages.assets) {
            pause(20, 400);
            if (returning) {
                answer("GET", asset, "", 304, Request.NO_SIZE);
            } else {
                answer("GET", asset, "", 200, asset.bytes());
            }
        }
    }

    private static final Page NO_SERVICE_PAGE = new Page("/", 21_846);

    private void browse(int steps) {
        for (int i = 0; i < steps; i++) {
            pause(4_000, 70_000);
            double kind = Dice.unit(draw());
            if (kind < 0.55) {
                page(popular(pages.guides), "");
            } else if (kind < 0.75) {
                page(pages.search, "?q=" + Integer.toHexString(Dice.below(draw(), 4096)));
            } else if (kind < 0.9) {
                page(popular(pages.forms), "");
            } else if (kind < 0.94) {
                answer("GET", pages.gone[Dice.below(draw(), pages.gone.length)], "", 404, 196);
            } else {
                page(pages.index, "");
            }
        }
    }

    private void applyFor() {
        pause(5_000, 60_000);
        page(pages.apply, "");
        calls(1 + Dice.below(draw(), 3));
        pause(20_000, 240_000);
        boolean accepted = chance(0.82);
        answer("POST", pages.apply, "", accepted ? 302 : 422, accepted ? 0 : 1_184);
        if (accepted) {
            pause(50, 300);
            page(pages.status, "?case=" + Dice.below(draw(), 1_000_000));
        } else if (chance(0.7)) {
            pause(10_000, 90_000);
            answer("POST", pages.apply, "", 302, 0);
        }
    }

    private void askStatus() {
        pause(3_000, 40_000);
        if (chance(0.05)) {
            answer("GET", pages.status, "", 403, 312);
            return;
        }
        page(pages.status, "?case=" + Dice.below(draw(), 1_000_000));
        calls(Dice.below(draw(), 3));
    }

    private void calls(int count) {
        for (int i = 0; i < count; i++) {
            pause(150, 2_500);
            Page call = pages.calls[Dice.below(draw(), pages.calls.length)];
            boolean nothing = chance(0.04);
            answer("GET", call, "", nothing ? 204 : 200, nothing ? Request.NO_SIZE : vary(call.bytes()));
        }
    }

    /** Few pages of a kind get most of the requests. */
    private Page popular(Page[] choice) {
        double unit = Dice.unit(draw());
        return choice[(int) (unit * unit * choice.length)];
    }

    private void page(Page page, String query) {
        get(page, query, service.id());
        referer = HOST + page.path();
    }

    private void get(Page page, String query, String ofService) {
        boolean fixed = page.path().endsWith(".pdf");
        emit("GET", ofService, page.path(), query, 200, fixed ? page.bytes() : vary(page.bytes()));
    }

    private void answer(String method, Page page, String query, int status, int bytes) {
        emit(method, service.id(), page.path(), query, status, bytes);
    }

    private int vary(int bytes) {
        return (int) (bytes * Dice.between(draw(), 0.85, 1.2));
    }

    private void emit(String method, String ofService, String path, String query, int status, int bytes) {
        if (nowMs >= endMs) {
            return;
        }
        Burst burst = ofService.equals(Request.NO_SERVICE) ? null : bursts.at(service, nowMs);
        int failure = failure(burst);
        out.accept(new Request(
                clock,
                visitor,
                nowMs,
                method,
                ofService,
                path,
                query,
                failure == 0 ? status : failure,
                failure == 0 ? bytes : 568,
                referer));
    }

    /** The status of a failed answer; 0 if it does not fail. */
    private int failure(@Nullable Burst burst) {
        double unit = Dice.unit(draw());
        if (burst != null && unit < burst.share()) {
            return burst.status();
        }
        return unit > 1 - USUAL_ERROR_SHARE ? 500 : 0;
    }

    private void pause(int lowMs, int highMs) {
        double unit = Dice.unit(draw());
        // Most people are quick, some leave the page open.
        nowMs += (long) (lowMs + (highMs - lowMs) * unit * unit);
    }
}
