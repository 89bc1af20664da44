package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.VantageSettings;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** What several vantage points need in order to agree. */
final class VantageRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "quorum-has-witnesses",
                    "more vantage points than there are can never agree, so nothing would ever be decided",
                    VantageRules::quorumHasWitnesses),
            new Rule(
                    "quorum-survives-a-loss",
                    "where all have to agree, one that is lost makes every verdict Unknown, and nothing is moved",
                    VantageRules::quorumSurvivesALoss),
            new Rule(
                    "quorum-is-a-majority",
                    "with half of them or fewer, one that sees wrongly contradicts the others and makes the verdict Unknown",
                    VantageRules::quorumIsAMajority),
            new Rule(
                    "fresh-outlasts-the-way",
                    "what a peer saw is judged older by the time it was on the way, and must not be stale on arrival",
                    VantageRules::freshOutlastsTheWay),
            new Rule(
                    "node-is-a-vantage-point",
                    "peers drop the looks of a node that is not in their list",
                    VantageRules::nodeIsAVantagePoint),
            new Rule(
                    "peers-are-asked-safely",
                    "whoever reads the token on the way can read the evidence, and whoever answers instead has a vote",
                    VantageRules::askedSafely));

    /** An answer that was longer on the way than this is not used: see docs/adr/0008. */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(2);

    private static final String LIST = "vantage-points";

    private VantageRules() {}

    private static void quorumHasWitnesses(Draft draft, Consumer<Objection> objections) {
        each(draft, (service, watching) -> {
            int quorum = service.detection().quorum();
            if (quorum <= watching) return;
            objections.accept(error(
                    quorumOf(service),
                    List.of(quorumOf(service), LIST),
                    "a quorum of " + quorum + " needs as many vantage points; there "
                            + (watching == 1 ? "is 1" : "are " + watching),
                    watching == 1 ? "set it to 1, or list vantage-points" : "set it to " + watching + " at most"));
        });
    }

    private static void quorumSurvivesALoss(Draft draft, Consumer<Objection> objections) {
        each(draft, (service, watching) -> {
            if (watching < 2 || service.detection().quorum() != watching) return;
            objections.accept(warning(
                    quorumOf(service),
                    List.of(quorumOf(service), LIST),
                    "all " + watching
                            + " vantage points have to agree, so losing one of them stops every automatic move",
                    watching == 2 ? "add a third one; `leeward observe` is small" : "set it to " + (watching / 2 + 1)));
        });
    }

    private static void quorumIsAMajority(Draft draft, Consumer<Objection> objections) {
        each(draft, (service, watching) -> {
            int quorum = service.detection().quorum();
            if (watching < 2 || 2 * quorum > watching) return;
            objections.accept(warning(
                    quorumOf(service),
                    List.of(quorumOf(service), LIST),
                    "a quorum of " + quorum + " can be reached for and against by " + watching + " vantage points",
                    "set it to " + (watching / 2 + 1) + ", or leave it out"));
        });
    }

    private static void freshOutlastsTheWay(Draft draft, Consumer<Objection> objections) {
        each(draft, (service, watching) -> {
            if (watching < 2) return;
            var detection = service.detection();
            var look = detection.interval().plus(detection.timeout());
            var needed = look.plus(LONGEST_WAY);
            // Where a look alone outlasts it, that is said already.
            if (detection.freshFor().compareTo(needed) >= 0
                    || detection.freshFor().compareTo(look) <= 0) return;
            objections.accept(warning(
                    service.path() + ".detection.fresh-for",
                    List.of(service.path() + ".detection.fresh-for", service.path() + ".detection.interval"),
                    "evidence is fresh for " + DurationText.of(detection.freshFor())
                            + ", but a look and its way from a peer may take " + DurationText.of(needed),
                    "make it " + DurationText.of(needed) + " at least"));
        });
    }

    private static void nodeIsAVantagePoint(Draft draft, Consumer<Objection> objections) {
        var name = draft.observer().name();
        boolean listed =
                draft.vantagePoints().stream().map(VantageSettings::name).anyMatch(name::equals);
        if (listed || draft.vantagePoints().isEmpty()) return;
        objections.accept(warning(
                LIST,
                List.of(LIST, "observer.name"),
                "this node is called " + name + ", which is not in the list",
                "add it, or give observer.name one of the names there"));
    }

    private static void askedSafely(Draft draft, Consumer<Objection> objections) {
        var points = draft.vantagePoints();
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            if (Network.isLoopback(point.url().getHost())) continue;
            var at = LIST + "[" + i + "]";
            boolean tls = point.url().getScheme().toLowerCase(Locale.ROOT).equals("https");
            if (!tls && !draft.api().plainText()) {
                objections.accept(error(
                        at + ".url",
                        List.of(at + ".url"),
                        "the token would travel in clear text to " + point.name(),
                        "use https, or api.allow-plain-text on a network that protects it otherwise"));
            } else if (point.token().isEmpty()) {
                objections.accept(error(
                        at,
                        List.of(at + ".token"),
                        point.name() + " is beyond this machine and there is no token for it",
                        "add token: \"${file:peers.token}\""));
            }
        }
    }

    private static String quorumOf(ServiceDraft service) {
        return service.path() + ".detection.quorum";
    }

    private static void each(Draft draft, ObjIntConsumer<ServiceDraft> look) {
        int watching = Math.max(1, draft.observers().size());
        draft.services().forEach(service -> look.accept(service, watching));
    }
}
