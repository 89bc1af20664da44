package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.RegionBody;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Both regions are down: the one thing to do is to wake somebody, once. */
final class Blackout {
    private static final Duration DARK = Duration.ofSeconds(5);
    private static final Set<String> TELLING =
            Set.of("verdict-changed", "alarm-raised", "alarm-cleared", "run-started", "approval-asked");

    private final Scene scene;

    Blackout(Scene scene) {
        this.scene = scene;
    }

    void bothAreDown() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("6. Both regions are down");
        narrator.say("eu-central goes first, then us-east, which carries the traffic. There is nowhere to go.");
        long mark = scene.timeLine().mark();
        int writes = scene.writes();
        var began = scene.now();
        scene.world().away().kill();
        scene.need(
                scene.await(Scene.PATIENCE, () -> unhealthy(mark, DemoWorld.AWAY)),
                "eu-central was found unhealthy while it carried no traffic");
        scene.world().home().kill();
        boolean paged = scene.await(Scene.PATIENCE, () -> !pages(mark).isEmpty());
        boolean held = scene.staysFor(
                DARK, () -> scene.timeLine().after(mark, "run-started").isEmpty());
        tell(mark, began);
        scene.need(paged, "a person was paged");
        scene.check(pages(mark).size() == 1, "with one page, not one per look: " + keys(pages(mark)));
        scene.check(held, "no run was started in " + DARK.toSeconds() + " s: moving traffic would not have helped");
        scene.check(scene.nameLeadsTo(DemoWorld.HOME), "the name server's answer is what it was");
        scene.check(scene.writes() == writes, "nobody wrote through the Linode API");
        var decision = scene.service().decision().sentence();
        narrator.say("Asked why, Leeward says: " + decision);
    }

    void recovers() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("7. Recovery");
        long mark = scene.timeLine().mark();
        var began = scene.now();
        restore(DemoWorld.HOME);
        scene.need(scene.await(Scene.PATIENCE, () -> healthy(mark, DemoWorld.HOME)), "us-east was found healthy again");
        restore(DemoWorld.AWAY);
        boolean well = scene.await(Scene.PATIENCE, () -> {
            var service = scene.stage().api().service();
            return service.alarms().isEmpty()
                    && service.regions().stream().map(RegionBody::verdict).allMatch("healthy"::equals);
        });
        tell(mark, began);
        scene.check(well, "both regions are healthy and every alarm is over");
        scene.check(
                scene.await(Scene.PATIENCE, () -> scene.clientIsServedBy(DemoWorld.HOME)),
                "the client is served by us-east");
        scene.check(scene.timeLine().after(mark, "run-started").isEmpty(), "and no traffic was moved for it");
    }

    private void restore(String region) throws StoryStoppedException {
        try {
            scene.world().shop(region).restore();
        } catch (IOException e) {
            throw scene.stop("the shop of " + region + " cannot be restored (" + e.getMessage() + ")");
        }
    }

    private void tell(long mark, Instant since) {
        scene.timeLine()
                .after(mark, TELLING)
                .forEach(entry -> scene.narrator().moment(since, entry.at(), entry.sentence()));
    }

    private boolean unhealthy(long mark, String region) {
        return scene.timeLine().verdict(mark, region, "unhealthy").isPresent();
    }

    private boolean healthy(long mark, String region) {
        return scene.timeLine().verdict(mark, region, "healthy").isPresent();
    }

    private List<EntryBody> pages(long mark) {
        return scene.timeLine().after(mark, "alarm-raised").stream()
                .filter(entry -> TimeLine.text(entry, "severity").equals("page"))
                .toList();
    }

    private static String keys(List<EntryBody> alarms) {
        return String.join(
                ", ", alarms.stream().map(a -> TimeLine.text(a, "key")).toList());
    }
}
