package dev.leeward.config.load;

import static dev.leeward.config.load.Rule.Objection.error;
import static dev.leeward.config.load.Rule.Objection.warning;

import dev.leeward.config.Audience.Severity;
import dev.leeward.config.NotifySettings;
import dev.leeward.config.load.Draft.NoticeDraft;
import dev.leeward.config.load.Draft.RegionDraft;
import dev.leeward.config.load.Draft.ServiceDraft;
import dev.leeward.config.load.Rule.Objection;
import dev.leeward.probe.Check;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Whom notices reach, and whether they get there when it counts. */
final class NoticeRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "notices-are-about-what-there-is",
                    "whoever is to be told of a service that is misspelt is told of nothing",
                    NoticeRules::aboutWhatThereIs),
            new Rule(
                    "pages-reach-somebody",
                    "an alarm for which somebody must get up, and which no channel is for, stands in the log alone",
                    NoticeRules::reachSomebody),
            new Rule(
                    "topics-outlive-a-region",
                    "a topic is called in its own region: where that is the region that fails, nobody hears of it",
                    NoticeRules::topicsOutliveRegion));

    private NoticeRules() {}

    private static void aboutWhatThereIs(Draft draft, Consumer<Objection> objections) {
        var services = new TreeSet<String>();
        draft.services().forEach(service -> services.add(service.name().value()));
        for (var notice : draft.notices()) {
            var at = within(notice) + ".for.services";
            notice.settings().audience().services().stream()
                    .filter(name -> !services.contains(name.value()))
                    .forEach(name -> objections.accept(error(
                            at,
                            List.of(at, "services"),
                            "there is no service " + name + " in this file",
                            "one of " + String.join(", ", services))));
        }
    }

    private static void reachSomebody(Draft draft, Consumer<Objection> objections) {
        if (draft.notices().isEmpty()) return;
        for (var service : draft.services()) {
            boolean told = draft.notices().stream()
                    .map(notice -> notice.settings().audience())
                    .anyMatch(all -> all.listensFor(Severity.PAGE) && all.listensTo(service.name()));
            if (told) continue;
            objections.accept(warning(
                    "notify",
                    List.of("notify"),
                    "nobody is paged about " + service.name(),
                    "let one channel be for severity page and this service"));
        }
    }

    private static void topicsOutliveRegion(Draft draft, Consumer<Objection> objections) {
        for (var notice : draft.notices()) {
            if (!(notice.settings() instanceof NotifySettings.Sns sns)) continue;
            var at = within(notice) + ".topic";
            draft.services().stream()
                    .filter(service -> sns.audience().listensTo(service.name()))
                    .filter(service -> isHome(service, sns.awsRegion(), draft))
                    .findFirst()
                    .ifPresent(service -> objections.accept(warning(
                            at,
                            List.of(at, "services"),
                            "the topic is in %s, the home of %s, and lost with it"
                                    .formatted(sns.awsRegion(), service.name()),
                            "take a topic in another region")));
        }
    }

    /** By its name, by the store of that name, or by where its probes of a store look. */
    private static boolean isHome(ServiceDraft service, String awsRegion, Draft draft) {
        if (service.regions().isEmpty()) return false;
        RegionDraft home = service.regions().getFirst();
        boolean byName = home.name().value().equals(awsRegion);
        boolean byStore = draft.declaration().stream()
                .flatMap(declaration -> declaration.stores().stream())
                .anyMatch(store -> store.store().region().equals(home.name())
                        && store.store().awsRegion().equals(awsRegion));
        boolean byProbe = home.probes().stream()
                .anyMatch(probe -> probe.check() instanceof Check.Store store
                        && store.awsRegion().equals(awsRegion));
        return byName || byStore || byProbe;
    }

    /** Its settings stand below its kind. */
    private static String within(NoticeDraft notice) {
        var kind = switch (notice.settings()) {
            case NotifySettings.Webhook _ -> "webhook";
            case NotifySettings.Command _ -> "command";
            case NotifySettings.PagerDuty _ -> "pagerduty";
            case NotifySettings.Opsgenie _ -> "opsgenie";
            case NotifySettings.Slack _ -> "slack";
            case NotifySettings.Sns _ -> "sns";
            case NotifySettings.Mail _ -> "mail";
        };
        return notice.path() + "." + kind;
    }
}
