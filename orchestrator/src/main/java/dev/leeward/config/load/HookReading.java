package dev.leeward.config.load;

import dev.leeward.config.HookSettings;
import dev.leeward.config.HookSettings.Credential;
import dev.leeward.secret.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads who may signal to this node. */
final class HookReading {
    private static final List<String> KINDS =
            List.of("sns", "eventbridge", "alertmanager", "grafana", "uptimerobot", "pingdom", "generic");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final Pattern TOPIC =
            Pattern.compile("arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int MAX_HOOKS = 32;
    private static final int MAX_TOPICS = 32;
    private static final int LEAST_SECRET = 16;
    private static final String TIMESTAMP = "X-Grafana-Alerting-Timestamp";

    private final Set<String> names = new HashSet<>();

    private HookReading() {}

    static List<HookSettings> read(Cell cell) {
        var reading = new HookReading();
        var hooks = Section.items(cell, "sources of signals", reading::hook);
        if (hooks.size() > MAX_HOOKS) cell.wrong("more than " + MAX_HOOKS + " sources");
        return hooks;
    }

    private Optional<HookSettings> hook(Cell item) {
        return Kind.of(item, KINDS, Set.of(), "a source such as `alertmanager: {name: alerts, bearer: ...}`")
                .flatMap(kind -> kind.content()
                        .section("the settings of a source of signals")
                        .flatMap(section -> {
                            var name = section.require("name", "name: alerts").flatMap(this::name);
                            var settings = settings(kind.word(), name.orElse("?"), section);
                            section.end();
                            return name.flatMap(_ -> settings);
                        }));
    }

    private Optional<HookSettings> settings(String kind, String name, Section section) {
        return switch (kind) {
            case "sns" -> topics(section).map(topics -> new HookSettings.Sns(name, topics));
            case "eventbridge" -> credential(section, true).map(shown -> new HookSettings.EventBridge(name, shown));
            case "alertmanager" -> credential(section, false).map(shown -> new HookSettings.Alertmanager(name, shown));
            case "grafana" -> {
                var header = section.value("timestamp-header", TIMESTAMP, HookReading::header);
                yield secret(section, "secret").map(secret -> new HookSettings.Grafana(name, secret, header));
            }
            case "uptimerobot" -> path(section).map(secret -> new HookSettings.UptimeRobot(name, secret));
            case "pingdom" -> path(section).map(secret -> new HookSettings.Pingdom(name, secret));
            default -> secret(section, "secret").map(secret -> new HookSettings.Generic(name, secret));
        };
    }

    private Optional<String> name(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            if (!NAME.matcher(text).matches()) {
                return cell.wrong("a source's name has lower-case letters, digits and hyphens only");
            }
            return names.add(text)
                    ? Optional.of(text)
                    : cell.wrong("another source has this name", "what it posts to ends with it: give each its own");
        });
    }

    private static Optional<Set<String>> topics(Section section) {
        return section.require("topics", "topics: [\"arn:aws:sns:eu-central-1:123456789012:alarms\"]")
                .flatMap(cell -> {
                    var topics = Section.items(cell, "ARNs of topics", HookReading::topic);
                    if (topics.isEmpty()) return cell.wrong("no topic has a say", "name the topics that do");
                    if (topics.size() > MAX_TOPICS) return cell.wrong("more than " + MAX_TOPICS + " topics");
                    return Optional.of(Set.copyOf(topics));
                });
    }

    private static Optional<String> topic(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> TOPIC.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong(
                                "not the ARN of a topic",
                                "it looks like arn:aws:sns:eu-central-1:123456789012:alarms"));
    }

    /** Exactly one of those that the sender can show. */
    private static Optional<Credential> credential(Section section, boolean withKey) {
        var ways = withKey ? List.of("api-key", "basic") : List.of("bearer", "basic");
        var cells = ways.stream().flatMap(way -> section.cell(way).stream()).toList();
        if (cells.size() > 1) return cells.getLast().wrong("a source shows one thing", "leave one of them out");
        if (cells.isEmpty()) {
            section.require(
                    ways.getFirst(),
                    withKey
                            ? "api-key: {header: X-Api-Key, value: \"${env:ALARM_KEY}\"}"
                            : "bearer: \"${env:ALERT_TOKEN}\"");
            return Optional.empty();
        }
        if (section.has("bearer")) return secret(section, "bearer").map(Credential.Bearer::new);
        if (section.has("basic"))
            return cells.getFirst().section("user and password").flatMap(HookReading::basic);
        return cells.getFirst().section("header and value").flatMap(HookReading::apiKey);
    }

    private static Optional<Credential> basic(Section section) {
        var user = section.require("user", "user: alerts").flatMap(HookReading::user);
        var password = secret(section, "password");
        section.end();
        return user.flatMap(u -> password.map(p -> new Credential.Basic(u, p)));
    }

    private static Optional<String> user(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> text.contains(":") ? cell.wrong("a user's name has no colon") : Optional.of(text));
    }

    private static Optional<Credential> apiKey(Section section) {
        var header = section.require("header", "header: X-Api-Key").flatMap(HookReading::header);
        var value = secret(section, "value");
        section.end();
        return header.flatMap(h -> value.map(v -> new Credential.ApiKey(h, v)));
    }

    private static Optional<String> header(Cell cell) {
        return Values.words(cell)
                .flatMap(text ->
                        HEADER.matcher(text).matches() ? Optional.of(text) : cell.wrong("not the name of a header"));
    }

    private static Optional<Secret> path(Section section) {
        return section.require("path-secret", "path-secret: \"${env:HOOK_PATH}\"")
                .flatMap(cell -> longEnough(cell)
                        .flatMap(secret -> cell.secrets().isPretended()
                                        || PATH.matcher(secret.reveal()).matches()
                                ? Optional.of(secret)
                                : cell.wrong(
                                        "it stands in a path, and has characters that do not",
                                        "make one with `openssl rand -hex 32`")));
    }

    private static Optional<Secret> secret(Section section, String key) {
        return section.require(key, key + ": \"${env:SECRET}\"").flatMap(HookReading::longEnough);
    }

    private static Optional<Secret> longEnough(Cell cell) {
        return SecretValues.reference(cell)
                .flatMap(secret -> secret.reveal().length() >= LEAST_SECRET
                        ? Optional.of(secret)
                        : cell.wrong(
                                "the secret is shorter than " + LEAST_SECRET + " characters and could be guessed",
                                "make one with `openssl rand -hex 32`"));
    }
}
