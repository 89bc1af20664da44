package dev.leeward.config.load;

import dev.leeward.config.Audience;
import dev.leeward.config.Audience.Severity;
import dev.leeward.config.NotifySettings;
import dev.leeward.config.load.Cell.Parser;
import dev.leeward.config.load.Draft.NoticeDraft;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads who is told, of what and how. */
final class NotifyReading {
    private static final List<String> KINDS =
            List.of("webhook", "command", "pagerduty", "opsgenie", "slack", "sns", "mail");
    private static final Duration DELIVERY = Duration.ofSeconds(10);
    private static final Parser<Duration> TIMEOUT = Values.duration(Duration.ofMillis(100), Duration.ofMinutes(1));
    private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com");
    private static final URI OPSGENIE = URI.create("https://api.opsgenie.com");
    private static final Pattern TOPIC =
            Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");
    private static final String LOG = "log";

    private NotifyReading() {}

    /** The list of channels, each with a name of its own. */
    static List<NoticeDraft> read(Cell cell) {
        Set<String> names = new HashSet<>(Set.of(LOG));
        return Section.items(cell, "notifications", item -> channel(item, names));
    }

    private static Optional<NoticeDraft> channel(Cell item, Set<String> names) {
        String place = item.place().path();
        return Kind.of(item, KINDS, Set.of(), "a webhook, a command, pagerduty, opsgenie, slack, sns or mail")
                .flatMap(kind -> {
                    if (ProbeKinds.isShort(kind.word(), kind.content())) {
                        return ProbeKinds.argv(kind.content())
                                .map(argv -> new NotifySettings.Command(place, argv, DELIVERY, Audience.EVERYTHING));
                    }
                    return kind.content()
                            .section("the settings of " + kind.word())
                            .flatMap(section -> settings(kind.word(), section, common(section, place, names)));
                })
                .map(settings -> new NoticeDraft(place, settings));
    }

    /** What every kind has. */
    private record Common(String name, Duration timeout, Audience audience) {}

    private static Common common(Section section, String place, Set<String> names) {
        Parser<String> own = cell -> Values.words(cell)
                .flatMap(name -> names.add(name)
                        ? Optional.of(name)
                        : cell.wrong(
                                name.equals(LOG)
                                        ? "the log itself has this name"
                                        : "another notification has this name",
                                "give each its own: the journal keeps account by it"));
        return new Common(
                section.value("name", place, own),
                section.value("timeout", DELIVERY, TIMEOUT),
                section.cell("for").map(NotifyReading::audience).orElse(Audience.EVERYTHING));
    }

    private static Audience audience(Cell cell) {
        return cell.section("severity and services")
                .map(section -> {
                    Map<String, Severity> words = new LinkedHashMap<>();
                    for (var severity : Severity.values()) words.put(Words.of(severity), severity);
                    var severities = some(section, "severity", "severities", Values.choice(words));
                    var services = some(section, "services", "names of services", NotifyReading::service);
                    section.end();
                    return new Audience(
                            severities.orElseGet(() -> EnumSet.allOf(Severity.class)), services.orElse(Set.of()));
                })
                .orElse(Audience.EVERYTHING);
    }

    /** A list that is not empty, where it is given. */
    private static <T> Optional<Set<T>> some(Section section, String key, String what, Parser<T> parser) {
        return section.cell(key).flatMap(cell -> {
            var items = Section.items(cell, what, parser);
            boolean empty = cell.items(what).filter(List::isEmpty).isPresent();
            if (empty) cell.wrong("it would be for nothing", "leave " + key + " out, which means all of them");
            return items.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(items));
        });
    }

    private static Optional<ServiceName> service(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> ServiceName.isValid(text)
                        ? Optional.of(new ServiceName(text))
                        : cell.wrong("no service can be called " + cell.found()));
    }

    private static Optional<NotifySettings> settings(String word, Section section, Common common) {
        Optional<? extends NotifySettings> settings = switch (word) {
            case "webhook" -> webhook(section, common);
            case "command" ->
                section.require("argv", "argv: [/usr/local/bin/page]")
                        .flatMap(ProbeKinds::argv)
                        .map(argv ->
                                new NotifySettings.Command(common.name(), argv, common.timeout(), common.audience()));
            case "pagerduty" -> pagerDuty(section, common);
            case "opsgenie" -> opsgenie(section, common);
            case "slack" ->
                url(section, SecretValues::reference)
                        .map(url -> new NotifySettings.Slack(common.name(), url, common.timeout(), common.audience()));
            case "sns" -> sns(section, common);
            default -> MailReading.mail(section, common.name(), common.timeout(), common.audience());
        };
        section.end();
        return settings.map(NotifySettings.class::cast);
    }

    private static Optional<NotifySettings.Webhook> webhook(Section section, Common common) {
        Optional<Secret> url = url(section, SecretValues::referenceOrText);
        Optional<Secret> key = section.optional("secret", SecretValues::reference);
        return url.map(u -> new NotifySettings.Webhook(common.name(), u, key, common.timeout(), common.audience()));
    }

    private static Optional<Secret> url(Section section, Parser<Secret> parser) {
        return section.require("url", "url: \"${env:ALERT_URL}\"")
                .flatMap(cell -> parser.parse(cell)
                        .filter(secret -> cell.secrets().isPretended()
                                || Network.url(cell, secret.reveal(), List.of("https", "http"))
                                        .isPresent()));
    }

    private static Optional<NotifySettings.PagerDuty> pagerDuty(Section section, Common common) {
        URI api = section.value("url", PAGERDUTY, Network::api);
        return section.require("routing-key", "routing-key: \"${env:PAGERDUTY_KEY}\"")
                .flatMap(SecretValues::reference)
                .map(key -> new NotifySettings.PagerDuty(common.name(), api, key, common.timeout(), common.audience()));
    }

    private static Optional<NotifySettings.Opsgenie> opsgenie(Section section, Common common) {
        URI api = section.value("url", OPSGENIE, Network::api);
        return section.require("key", "key: \"${env:OPSGENIE_KEY}\"")
                .flatMap(SecretValues::reference)
                .map(key -> new NotifySettings.Opsgenie(common.name(), api, key, common.timeout(), common.audience()));
    }

    private static Optional<NotifySettings.Sns> sns(Section section, Common common) {
        Optional<String> topic = section.require("topic", "topic: \"arn:aws:sns:eu-central-1:123456789012:on-call\"")
                .flatMap(cell -> Values.words(cell)
                        .flatMap(text -> TOPIC.matcher(text).matches()
                                ? Optional.of(text)
                                : cell.wrong(
                                        "expected the ARN of a topic, found " + cell.found(),
                                        "look it up with `aws sns list-topics`")));
        Optional<URI> endpoint = section.optional("endpoint", Network::api);
        var credentials = SteeringReading.accessKey(section);
        return topic.map(t ->
                new NotifySettings.Sns(common.name(), t, endpoint, credentials, common.timeout(), common.audience()));
    }
}
