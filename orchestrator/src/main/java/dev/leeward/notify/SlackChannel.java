package dev.leeward.notify;

import dev.leeward.format.CanonicalJson;
import dev.leeward.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/** Posts to an incoming webhook of Slack, whose URL is the secret. Taken is what is answered 200 with {@code ok}. */
public final class SlackChannel extends NamedChannel {
    private static final int OK = 200;
    /** A block holds 3000 characters, and each may become five. */
    private static final int MOST_SENTENCE = 580;

    private static final int ANSWER = 16;

    private final Secret url;
    private final HttpPost http;

    /** Posts to {@code url}. */
    public SlackChannel(String name, Secret url, Duration timeout, InstantSource clock) {
        super(name, timeout);
        this.url = url;
        this.http = new HttpPost(clock);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        var target = HttpUrl.parse(url.reveal());
        if (target == null) return HttpPost.noUrl();
        return http.send(
                HttpPost.to(target, CanonicalJson.of(message(notice))).build(),
                limit,
                answer -> answer.code() == OK
                        && answer.peekBody(ANSWER).string().strip().equals("ok"));
    }

    /** The text is what a phone shows, the blocks are what stands in the channel. */
    private static Map<String, Object> message(Notice notice) {
        var text = mark(notice) + " " + escaped(notice.sentence());
        var small = "%s, %s, journal entry %d"
                .formatted(Notice.dashed(notice.severity()), Notice.dashed(notice.kind()), notice.sequence());
        return Map.of(
                "text",
                text,
                "blocks",
                List.of(
                        Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text)),
                        Map.of("type", "context", "elements", List.of(Map.of("type", "mrkdwn", "text", small)))));
    }

    private static String mark(Notice notice) {
        if (notice.ends()) return ":white_check_mark:";
        return switch (notice.severity()) {
            case PAGE -> ":rotating_light:";
            case WARNING -> ":warning:";
            case INFO -> ":information_source:";
        };
    }

    /** Only these three have a meaning that must not come from outside: links, mentions. */
    private static String escaped(String text) {
        return Texts.within(MOST_SENTENCE, text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
