package dev.leeward.notify;

import dev.leeward.format.CanonicalJson;
import dev.leeward.notify.HttpPost.Taken;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Alerts of Opsgenie and of Jira Service Management, whose integrations speak alike: a notice creates an alert, the end of its
 * matter closes it. The two are paired by an alias, and a repeated alert of the same alias is the same one. Only 202 means
 * taken; what comes of it is decided there later.
 */
public final class OpsgenieChannel extends NamedChannel {
    /** Opsgenie's own, but for accounts in the EU. */
    public static final URI OPSGENIE = URI.create("https://api.opsgenie.com");

    private static final int ACCEPTED = 202;
    private static final int MOST_MESSAGE = 130;
    private static final int HASH = 16;

    private final URI api;
    private final Secret key;
    private final HttpPost http;

    /** Sends to the integration whose key is {@code key}, by the API at {@code api}. */
    public OpsgenieChannel(String name, URI api, Secret key, Duration timeout, InstantSource clock) {
        super(name, timeout);
        this.api = api;
        this.key = key;
        this.http = new HttpPost(clock);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var url = HttpUrl.get(api);
        if (url == null) return HttpPost.noUrl();
        var alerts = url.newBuilder().addPathSegments("v2/alerts");
        var target = notice.ends()
                ? alerts.addPathSegment(alias(notice))
                        .addPathSegment("close")
                        .addQueryParameter("identifierType", "alias")
                        .build()
                : alerts.build();
        var request = HttpPost.to(target, CanonicalJson.of(notice.ends() ? close(notice) : alert(notice)))
                .header("Authorization", "GenieKey " + key.reveal())
                .build();
        return http.send(request, limit, Taken.with(ACCEPTED));
    }

    private static Map<String, Object> alert(Notice notice) {
        return Map.of(
                "message", Texts.within(MOST_MESSAGE, notice.sentence()),
                "alias", alias(notice),
                "description", notice.sentence(),
                "priority", priority(notice),
                "source", "leeward",
                "entity", notice.service().map(ServiceName::value).orElse("leeward"),
                "tags", List.of("leeward", Notice.dashed(notice.kind())),
                "details",
                        Map.of("id", notice.id(), "sequence", Long.toString(notice.sequence()), "key", notice.key()));
    }

    private static Map<String, Object> close(Notice notice) {
        return Map.of("source", "leeward", "note", notice.sentence());
    }

    private static String priority(Notice notice) {
        return switch (notice.severity()) {
            case PAGE -> "P1";
            case WARNING -> "P3";
            case INFO -> "P5";
        };
    }

    /** It stands in a path, where many a proxy takes an encoded slash amiss. */
    private static String alias(Notice notice) {
        return "leeward-" + Texts.hash(notice.key(), HASH);
    }
}
