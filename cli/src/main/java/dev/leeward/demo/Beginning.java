package dev.leeward.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** All is well; then a hiccup that must move nothing. */
final class Beginning {
    private static final Duration HICCUP = Duration.ofSeconds(1);
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private final Scene scene;

    Beginning(Scene scene) {
        this.scene = scene;
    }

    void allIsWell() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("1. All is well");
        narrator.say("Leeward reads what the name answers now, adopts that region as the active one, and looks at both"
                + " regions twice a second. It has changed nothing.");
        boolean settled = scene.await(Scene.PATIENCE, () -> {
            var service = scene.stage().api().service();
            return service.active().filter(DemoWorld.HOME::equals).isPresent()
                    && service.regions().stream()
                            .allMatch(region -> region.verdict().equals("healthy"));
        });
        scene.need(settled, "Leeward knows that us-east carries the traffic, and finds both regions healthy");
        scene.check(scene.nameLeadsTo(DemoWorld.HOME), "the name server answers " + address(DemoWorld.HOME));
        scene.check(
                scene.await(Scene.PATIENCE, () -> scene.clientIsServedBy(DemoWorld.HOME)),
                "the client is served by us-east");
        scene.check(scene.writes() == 0, "nobody has written anything through the Linode API");
    }

    void hiccup() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("2. A hiccup");
        narrator.say("us-east hangs for one second, as a machine does that collects garbage or waits for its disk.");
        long mark = scene.timeLine().mark();
        var began = scene.now();
        try {
            scene.world().home().stall();
            LockSupport.parkNanos(HICCUP.toNanos());
            scene.world().home().restore();
        } catch (IOException e) {
            throw scene.stop("the shop cannot be stalled (" + e.getMessage() + ")");
        }
        var lasted = Duration.between(began, scene.now());
        boolean unmoved = scene.staysFor(
                AFTERMATH, () -> scene.timeLine().after(mark, "run-started").isEmpty());
        long slow = scene.visitor().since(began).stream()
                .filter(visit -> !visit.served())
                .count();
        narrator.say("It lasted " + Narrator.seconds(lasted) + "; " + slow + " visits got no answer in time.");
        scene.check(unmoved, "no run was started: a hiccup is no outage");
        scene.check(
                scene.timeLine().verdict(mark, DemoWorld.HOME, "unhealthy").isEmpty(),
                "the verdict stayed healthy: time-outs that end soon do not add up to a failure");
        scene.check(scene.nameLeadsTo(DemoWorld.HOME), "the name server still answers " + address(DemoWorld.HOME));
        scene.check(scene.writes() == 0, "still nobody has written through the Linode API");
        boolean calm = scene.await(
                Scene.PATIENCE,
                () -> scene.clientWasServedBy(DemoWorld.HOME, scene.now().minusSeconds(1)));
        scene.check(calm, "the client is served by us-east");
    }

    private static String address(String region) {
        return DemoWorld.address(region) + ", the address of " + region;
    }
}
