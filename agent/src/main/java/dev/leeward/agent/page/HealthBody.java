package dev.leeward.agent.page;

import dev.leeward.agent.fence.FenceDeeds.Looked;
import dev.leeward.agent.health.CheckState;
import dev.leeward.agent.health.HostHealth.Verdict;
import dev.leeward.agent.link.LinkState;
import dev.leeward.agent.link.Links;
import dev.leeward.agent.state.HostState;
import dev.leeward.agent.state.StateFile;
import dev.leeward.api.Json;
import dev.leeward.config.host.HostSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The detail of {@code /health}. */
final class HealthBody {
    private static final double MILLIS = 1_000.0;

    private final HostSettings settings;
    private final String version;
    private final StateFile state;
    private final Supplier<Looked> fence;
    private final Links links;

    HealthBody(HostSettings settings, String version, StateFile state, Supplier<Looked> fence, Links links) {
        this.settings = settings;
        this.version = version;
        this.state = state;
        this.fence = fence;
        this.links = links;
    }

    String json(Verdict verdict, boolean details) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", verdict.word());
        if (details) {
            var now = state.now();
            body.put("sentence", verdict.sentence());
            body.put("service", settings.service().value());
            body.put("region", settings.region().value());
            body.put("agent", settings.name());
            body.put("version", version);
            body.put("epoch", now.epoch());
            body.put("checks", verdict.checks().stream().map(HealthBody::check).toList());
            now.fence().ifPresent(held -> body.put("fence", fence(held)));
            now.work()
                    .ifPresent(work -> body.put(
                            "working", Map.of("operationId", work.operationId(), "phase", lower(work.phase()))));
            now.settings()
                    .ifPresent(each -> body.put(
                            "settings",
                            Map.of(
                                    "operationId",
                                    each.operationId(),
                                    "epoch",
                                    each.epoch(),
                                    "seconds",
                                    since(each.since()))));
            links.silence().ifPresent(silence -> body.put("ordersAgeSeconds", seconds(silence)));
            body.put(
                    "orchestrators",
                    links.states().stream().map(HealthBody::link).toList());
        }
        return Json.MAPPER.writeValueAsString(body) + "\n";
    }

    private static Map<String, Object> check(CheckState state) {
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("id", state.id());
        check.put("well", state.well());
        check.put("fresh", state.fresh());
        state.age().ifPresent(age -> check.put("ageSeconds", seconds(age)));
        state.seen().ifPresent(seen -> {
            check.put("saw", lower(seen.state()));
            check.put("sentence", seen.sentence());
        });
        return check;
    }

    private Map<String, Object> fence(HostState.Fence held) {
        var looked = fence.get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("operationId", held.operationId());
        body.put("epoch", held.epoch());
        body.put("reason", held.reason());
        body.put("seconds", since(held.since()));
        body.put("whole", looked.whole());
        body.put("sentence", looked.evidence());
        body.put("releasing", held.release().isPresent());
        return body;
    }

    private static Map<String, Object> link(LinkState link) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", link.name());
        body.put("leads", link.leads());
        link.heardAgo().ifPresent(ago -> body.put("heardSecondsAgo", seconds(ago)));
        if (!link.trouble().isEmpty()) body.put("trouble", link.trouble());
        return body;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double seconds(Duration length) {
        return length.toMillis() / MILLIS;
    }

    private static long since(long then) {
        return Math.max(0, (System.currentTimeMillis() - then) / 1_000);
    }
}
