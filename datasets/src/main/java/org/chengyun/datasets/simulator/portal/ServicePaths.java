package org.chengyun.datasets.simulator.portal;

import org.chengyun.datasets.simulator.chance.Dice;
import org.chengyun.datasets.simulator.city.City;
import org.chengyun.datasets.simulator.city.PortalService;

/** The pages of one service, with the size of each. Immutable. */
final class ServicePaths {
    private static final String[] ASSETS = {"assets/app.css", "assets/app.js", "assets/logo.svg"};
    private static final int[] ASSET_BYTES = {18_400, 143_000, 4_100};
    private static final String[] CALLS = {"api/v1/items", "api/v1/regions", "api/v1/slots", "api/v1/session"};

    final Page index;
    final Page[] assets;
    final Page[] guides;
    final Page[] forms;
    final Page[] calls;
    final Page[] gone;
    final Page apply;
    final Page status;
    final Page search;

    /** @param bytes of its usual response */
    record Page(String path, int bytes) {}

    ServicePaths(City city, PortalService service) {
        var dice = new Dice(city.seed(), "portal.pages");
        String base = service.pathPrefix();
        int popular = Math.max(3, 24 - service.index() / 5);
        index = new Page(base, size(dice, service, 1, 9_000, 31_000));
        apply = new Page(base + "apply", size(dice, service, 2, 7_000, 22_000));
        status = new Page(base + "status", size(dice, service, 3, 3_000, 9_000));
        search = new Page(base + "search", size(dice, service, 4, 6_000, 26_000));
        assets = new Page[ASSETS.length];
        for (int i = 0; i < assets.length; i++) {
            assets[i] = new Page(base + ASSETS[i], ASSET_BYTES[i]);
        }
        guides = pages(dice, service, "guide/%d", popular, 100, 5_000, 40_000);
        forms = pages(dice, service, "forms/%d.pdf", Math.max(2, popular / 4), 200, 60_000, 1_900_000);
        gone = pages(dice, service, "news/old-%d.html", 3, 300, 196, 197);
        calls = new Page[CALLS.length];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new Page(base + CALLS[i], size(dice, service, 400 + i, 180, 6_500));
        }
    }

    private static Page[] pages(
            Dice dice, PortalService service, String name, int count, int slot, double low, double high) {
        var pages = new Page[count];
        for (int i = 0; i < count; i++) {
            pages[i] = new Page(service.pathPrefix() + name.formatted(i + 1), size(dice, service, slot + i, low, high));
        }
        return pages;
    }

    /** Log-uniform: most pages are small. */
    private static int size(Dice dice, PortalService service, int slot, double low, double high) {
        double unit = dice.unit(service.index(), slot);
        return (int) (low * StrictMath.exp(unit * StrictMath.log(high / low)));
    }
}
