package dev.leeward.demo;

import dev.leeward.api.body.EntryBody;
import dev.leeward.config.load.Forecast.Range;
import dev.leeward.decision.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The home region dies, and traffic moves. */
final class Outage {
    private final Scene scene;

    Outage(Scene scene) {
        this.scene = scene;
    }

    private record Moment(Instant at, String what) {}

    void homeDies() throws StoryStoppedException {
        var narrator = scene.narrator();
        narrator.chapter("3. us-east dies");
        narrator.say("Its machine is gone: connections are refused. Nobody touches anything from here on.");
        long mark = scene.timeLine().mark();
        int writes = scene.writes();
        var fault = scene.now();
        scene.world().home().kill();
        var end = scene.awaitRunEnd(mark, Scene.PATIENCE);
        scene.await(Scene.PATIENCE, () -> scene.clientIsServedBy(DemoWorld.AWAY) || !succeeded(end));
        moments(mark, fault).forEach(moment -> narrator.moment(fault, moment.at(), moment.what()));
        scene.needSuccess(end, "the failover succeeded, every step done and verified");
        scene.need(scene.clientIsServedBy(DemoWorld.AWAY), "the client is served by eu-central");
        scene.check(scene.nameLeadsTo(DemoWorld.AWAY), "the name server answers eu-central's address and no other");
        scene.check(
                scene.service().active().filter(DemoWorld.AWAY::equals).isPresent(),
                "Leeward knows that eu-central carries the traffic now");
        scene.check(scene.timeLine().after(mark, "run-started").size() == 1, "there was one run, not two");
        scene.check(scene.writes() > writes, "the change went through the Linode API");
        measured(mark, fault);
    }

    private static boolean succeeded(Optional<EntryBody> end) {
        return end.filter(entry -> TimeLine.text(entry, "ending").equals("succeeded"))
                .isPresent();
    }

    private List<Moment> moments(long mark, Instant fault) {
        var line = scene.timeLine();
        var moments = new ArrayList<Moment>();
        moments.add(new Moment(fault, "the machine of us-east dies"));
        line.after(mark, "run-started").stream()
                .map(entry -> TimeLine.text(entry, "faultSeenAt"))
                .filter(at -> !at.isEmpty())
                .map(at -> new Moment(Instant.parse(at), "the first look that fails begins"))
                .forEach(moments::add);
        line.verdict(mark, DemoWorld.HOME, "unhealthy").ifPresent(e -> moments.add(moment("verdict: ", e)));
        line.after(mark, "run-started").forEach(e -> moments.add(moment("decision: ", e)));
        line.after(mark, "step-ended").forEach(e -> moments.add(moment("", e)));
        line.after(mark, "run-ended").forEach(e -> moments.add(moment("", e)));
        published(fault).ifPresent(at -> moments.add(new Moment(at, "seen at the name server: its answer changes")));
        servedAgain(fault)
                .ifPresent(visit -> moments.add(new Moment(visit.endedAt(), "seen by the client: " + gap(fault))));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private static Moment moment(String what, EntryBody entry) {
        return new Moment(entry.at(), what + entry.sentence());
    }

    private Optional<Instant> published(Instant fault) {
        return scene.world().publishedAt(DemoWorld.AWAY, fault);
    }

    private Optional<Visit> servedAgain(Instant fault) {
        return scene.visitor().since(fault).stream()
                .filter(visit -> visit.region().filter(DemoWorld.AWAY::equals).isPresent())
                .findFirst();
    }

    private String gap(Instant fault) {
        long failed = scene.visitor().since(fault).stream()
                .filter(visit -> !visit.served())
                .count();
        return "served again, by eu-central, after " + failed + " visits that failed";
    }

    private void measured(long mark, Instant fault) throws StoryStoppedException {
        var narrator = scene.narrator();
        var forecast = scene.stage().forecast();
        var verdict =
                scene.timeLine().verdict(mark, DemoWorld.HOME, "unhealthy").map(EntryBody::at);
        var published = published(fault);
        var served = servedAgain(fault).map(Visit::endedAt);
        scene.need(verdict.isPresent() && published.isPresent() && served.isPresent(), "every moment was measured");
        var beforeCall = forecast.decision().plus(forecast.recheck());
        var lag = new Range(DemoWorld.PUBLISHING, DemoWorld.PUBLISHING);
        var answer = forecast.detection().plus(beforeCall).plus(lag);
        narrator.line("");
        narrator.line("  %-42s %10s   %s".formatted("", "measured", "predicted, from the configuration"));
        row("fault to verdict", since(fault, verdict), forecast.detection());
        row("fault to changed answer", since(fault, published), answer);
        row("client without service", since(fault, served), answer);
        narrator.say(
                "The name server here lags " + Words.of(DemoWorld.PUBLISHING) + " behind the API, on purpose. Linode's"
                        + " own take 30 s to 2 min, and a client behind a resolver may keep the old answer for the TTL of "
                        + Words.of(DemoWorld.TTL) + ": with those, `leeward check` promises "
                        + Words.of(forecast.recoveryTime().worst()) + " at worst.");
        scene.check(
                since(fault, verdict).compareTo(forecast.detection().worst()) <= 0,
                "the fault was detected within the promised "
                        + Words.of(forecast.detection().worst()));
        scene.check(
                since(fault, published)
                                .compareTo(forecast.untilAnswered(
                                                forecast.targets().getFirst())
                                        .worst())
                        <= 0,
                "the answer changed within what `leeward check` promises");
    }

    private static Duration since(Instant fault, Optional<Instant> at) {
        return Duration.between(fault, at.orElseThrow());
    }

    private void row(String what, Duration measured, Range predicted) {
        scene.narrator()
                .line("  %-42s %10s   %s typical, %s at worst"
                        .formatted(
                                what,
                                Narrator.seconds(measured),
                                Words.of(predicted.typical()),
                                Words.of(predicted.worst())));
    }
}
