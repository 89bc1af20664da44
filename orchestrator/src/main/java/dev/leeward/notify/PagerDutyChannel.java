package dev.leeward.notify;

import dev.leeward.format.CanonicalJson;
import dev.leeward.notify.HttpPost.Taken;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.HttpUrl;

/**
 * Events of PagerDuty (Events API v2): a notice triggers an alert, the end of its matter resolves it. The two are paired by
 * the notice's key, and PagerDuty takes a repeated trigger for the same alert. Only 202 means taken.
 */
public final class PagerDutyChannel extends NamedChannel {
    /** Where events go, but for accounts in the EU. */
    public static final URI EVERYWHERE = URI.create("https://events.pagerduty.com");

    private static final int ACCEPTED = 202;
    private static final int MOST_SUMMARY = 1024;
    private static final int MOST_KEY = 255;
    private static final int HASH = 32;

    private final URI api;
    private final Secret routingKey;
    private final HttpPost http;

    /** Sends to the integration that {@code routingKey} names, by the API at {@code api}. */
    public PagerDutyChannel(String name, URI api, Secret routingKey, Duration timeout, InstantSource clock) {
        super(name, timeout);
        this.api = api;
        this.routingKey = routingKey;
        this.http = new HttpPost(clock);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var url = HttpUrl.get(api);
        if (url == null) return HttpPost.noUrl();
        var target = url.newBuilder().addPathSegments("v2/enqueue").build();
        return http.send(HttpPost.to(target, event(notice)).build(), limit, Taken.with(ACCEPTED));
    }

    private String event(Notice notice) {
        var event = new TreeMap<String, Object>(Map.of(
                "routing_key", routingKey.reveal(),
                "event_action", notice.ends() ? "resolve" : "trigger",
                "dedup_key", pair(notice.key())));
        // A resolve has none: PagerDuty shows the alert as it was triggered.
        if (!notice.ends()) event.put("payload", payload(notice));
        return CanonicalJson.of(event);
    }

    private static Map<String, Object> payload(Notice notice) {
        return Map.of(
                "summary", Texts.within(MOST_SUMMARY, notice.sentence()),
                "source", "leeward",
                "severity", severity(notice),
                "timestamp", notice.at(),
                "component", notice.service().map(ServiceName::value).orElse("leeward"),
                "class", Notice.dashed(notice.kind()),
                "custom_details",
                        Map.of("id", notice.id(), "sequence", notice.sequence(), "sentence", notice.sentence()));
    }

    private static String severity(Notice notice) {
        return switch (notice.severity()) {
            case PAGE -> "critical";
            case WARNING -> "warning";
            case INFO -> "info";
        };
    }

    /** A key that is too long is replaced by its hash, so that two that begin alike stay apart. */
    private static String pair(String key) {
        return Optional.of(key).filter(k -> k.length() <= MOST_KEY).orElseGet(() -> Texts.hash(key, HASH));
    }
}
