package dev.leeward.notify;

import dev.leeward.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * Posts notices as JSON. Any 2xx means taken; everything else is as {@link HttpPost} has it. What the other side answers is
 * neither read nor logged, nor is the URL, which often holds a credential.
 */
public final class WebhookChannel extends NamedChannel {
    private final Secret url;
    private final Optional<Secret> key;
    private final InstantSource clock;
    private final HttpPost http;

    /**
     * Posts to {@code url}.
     *
     * @param key signs every delivery, see {@link Signature}
     * @param clock wall-clock time, for the signature's time stamp
     */
    public WebhookChannel(String name, Secret url, Optional<Secret> key, Duration timeout, InstantSource clock) {
        super(name, timeout);
        this.url = url;
        this.key = key;
        this.clock = clock;
        this.http = new HttpPost(clock);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var target = HttpUrl.parse(url.reveal());
        return target == null ? HttpPost.noUrl() : http.send(request(target, notice), limit, _ -> true);
    }

    private Request request(HttpUrl target, Notice notice) {
        var body = notice.json();
        long timestamp = clock.instant().getEpochSecond();
        var request = HttpPost.to(target, body)
                .header("X-Leeward-Delivery", notice.id())
                .header("X-Leeward-Timestamp", Long.toString(timestamp));
        key.ifPresent(secret -> request.header("X-Leeward-Signature", Signature.of(secret.reveal(), timestamp, body)));
        return request.build();
    }
}
