package org.chengyun.datasets.simulator.portal;

import java.util.function.Consumer;
import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.PortalService;
import org.chengyun.datasets.simulator.portal.ServicePaths.Page;

/** Programs that visit day and night: crawlers that read pages, and scanners that look for weak spots. Immutable. */
final class Robots {
    /** Visits a minute. */
    static final double VISITS = 5;

    /** No visit is longer. */
    static final long LONGEST_MS = 60_000;

    private static final String[] PROBES = {
        "/wp-login.php",
        "/.env",
        "/admin/",
        "/phpmyadmin/index.php",
        "/.git/config",
        "/robots.txt",
        "/favicon.ico",
        "/api/jsonws/invoke",
        "/actuator/health",
        "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
        "/cgi-bin/luci",
        "/server-status",
        "/old/index.asp",
        "/backup.zip",
        "/manager/html",
    };
    private static final int FIRST_PUBLIC = 5;
    private static final int PUBLIC = 2;

    private final City city;
    private final ServicePaths[] pages;
    private final LogTime clock;

    Robots(City city, ServicePaths[] pages, LogTime clock) {
        this.city = city;
        this.pages = pages;
        this.clock = clock;
    }

    void visit(long startMs, long roll, Consumer<Request> out) {
        Visitor visitor = Visitor.robot(Dice.part(roll, 0));
        boolean crawls = (Dice.part(roll, 1) & 3) != 0;
        int requests = 2 + Dice.below(Dice.part(roll, 2), 14);
        for (int i = 0; i < requests; i++) {
            long atMs = startMs + LONGEST_MS * i / (requests + 1);
            long draw = Dice.part(roll, 10 + i);
            out.accept(crawls ? crawl(visitor, atMs, draw) : probe(visitor, atMs, draw));
        }
    }

    private Request crawl(Visitor visitor, long atMs, long draw) {
        PortalService service =
                city.services().get(Dice.below(draw, city.services().size()));
        Page[] guides = pages[service.index()].guides;
        Page page = guides[Dice.below(Dice.part(draw, 0), guides.length)];
        boolean onlyHead = Dice.below(Dice.part(draw, 1), 10) == 0;
        String method = onlyHead ? "HEAD" : "GET";
        int bytes = onlyHead ? Request.NO_SIZE : page.bytes();
        return new Request(clock, visitor, atMs, method, service.id(), page.path(), "", 200, bytes, "-");
    }

    private Request probe(Visitor visitor, long atMs, long draw) {
        int which = Dice.below(draw, PROBES.length);
        boolean found = which >= FIRST_PUBLIC && which < FIRST_PUBLIC + PUBLIC;
        int bytes = found ? 1_150 : 196;
        return new Request(
                clock, visitor, atMs, "GET", Request.NO_SERVICE, PROBES[which], "", found ? 200 : 404, bytes, "-");
    }
}
