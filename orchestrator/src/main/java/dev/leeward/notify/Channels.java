package dev.leeward.notify;

import dev.leeward.config.NotifySettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The channels of a configuration: the log, and what was configured. */
public final class Channels {
    private Channels() {}

    /** The log first, then {@code settings} in their order. */
    public static List<Channel> of(List<NotifySettings> settings) {
        var channels = new ArrayList<Channel>();
        channels.add(new LogChannel());
        for (var one : settings) channels.add(of(one));
        return List.copyOf(channels);
    }

    private static Channel of(NotifySettings settings) {
        return switch (settings) {
            case NotifySettings.Webhook hook ->
                new WebhookChannel(hook.name(), hook.url(), hook.signingKey(), hook.timeout(), Clock.systemUTC());
            case NotifySettings.Command command ->
                new CommandChannel(command.name(), command.argv(), command.timeout());
        };
    }
}
