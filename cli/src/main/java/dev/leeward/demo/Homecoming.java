package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The home region comes back, and traffic only when a person says so. */
final class Homecoming {
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

    private final Scene scene;

    Homecoming(Scene scene) {
        this.scene = scene;
    }

    void homeIsBack() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("4. us-east is back, and nothing moves");
        long mark = scene.timeLine().mark();
        int writes = scene.writes();
        var back = scene.now();
        try {
            scene.world().home().restore();
        } catch (IOException e) {
            throw scene.stop("the shop cannot be restored (" + e.getMessage() + ")");
        }
        boolean asked = scene.await(Scene.PATIENCE, () -> asked(mark) || moved(mark));
        scene.timeLine().verdict(mark, DemoWorld.HOME, "healthy").ifPresent(e -> tell(back, e));
        scene.timeLine().after(mark, "approval-asked").forEach(e -> tell(back, e));
        scene.check(!moved(mark), "no run was started: a region that has just come back is not trusted at once");
        scene.need(asked && asked(mark), "once it was stable, Leeward asked a person whether to go home");
        scene.check(scene.nameLeadsTo(DemoWorld.AWAY), "the name server still answers eu-central");
        scene.check(scene.clientWasServedBy(DemoWorld.AWAY, back), "every visit meanwhile was served, by eu-central");
        scene.check(scene.writes() == writes, "nobody wrote through the Linode API");
    }

    void comesHome() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("5. A person approves: home again");
        long mark = scene.timeLine().mark();
        var ordered = scene.now();
        try {
            var reply = scene.stage().api().approve();
            narrator.moment(ordered, scene.now(), "approved through the API: " + reply.sentence());
            scene.need(reply.accepted(), "the approval was accepted");
        } catch (IOException e) {
            throw scene.stop("the order could not be given (" + e.getMessage() + ")");
        }
        narrator.say(
                "Both regions are well, so there is time to do it properly: wait until every resolver that could hold"
                        + " an answer with the everyday TTL of " + DemoWorld.TTL.toSeconds()
                        + " s has asked anew, then move.");
        countDown(mark);
        var end = scene.awaitRunEnd(mark, Scene.PATIENCE);
        scene.timeLine().after(mark, "step-ended").forEach(e -> tell(ordered, e));
        end.ifPresent(e -> tell(ordered, e));
        scene.needSuccess(end, "the failback succeeded, every step done and verified");
        boolean served = scene.await(Scene.PATIENCE, () -> scene.clientIsServedBy(DemoWorld.HOME));
        scene.check(served, "the client is served by us-east again");
        scene.check(scene.nameLeadsTo(DemoWorld.HOME), "the name server answers us-east's address and no other");
        long failed = scene.visitor().since(ordered).stream()
                .filter(visit -> !visit.served())
                .count();
        int all = scene.visitor().since(ordered).size();
        scene.check(failed == 0, "not one of " + all + " visits failed during the move home");
        scene.check(
                published(ordered) >= DemoWorld.TTL.toSeconds(), "the answer changed only after the TTL had run out");
        scene.check(scene.timeLine().after(mark, "run-started").size() == 1, "there was one run, not two");
    }

    private long published(Instant ordered) {
        return scene.world()
                .publishedAt(DemoWorld.HOME, ordered)
                .map(at -> Duration.between(ordered, at).toSeconds())
                .orElse(-1L);
    }

    /** Says how long the wait still is, until traffic is steered. */
    private void countDown(long mark) throws StoryStoppedException {
        var until = scene.now().plus(DemoWorld.TTL);
        for (var left = DemoWorld.TTL; left.isPositive(); left = left.minus(TOLD_EVERY)) {
            var next = until.minus(left);
            if (scene.await(Duration.between(scene.now(), next), () -> drained(mark))) return;
            scene.narrator().line("             ... " + left.toSeconds() + " s to wait");
        }
        scene.await(TOLD_EVERY, () -> drained(mark));
    }

    private boolean drained(long mark) {
        return !scene.timeLine().after(mark, "run-ended").isEmpty()
                || scene.timeLine().after(mark, "step-ended").stream()
                        .anyMatch(entry -> TimeLine.text(entry, "step").contains("drain"));
    }

    private boolean asked(long mark) {
        return !scene.timeLine().after(mark, "approval-asked").isEmpty();
    }

    private boolean moved(long mark) {
        return !scene.timeLine().after(mark, "run-started").isEmpty();
    }

    private void tell(Instant since, EntryBody entry) {
        scene.narrator().moment(since, entry.at(), entry.sentence());
    }
}
