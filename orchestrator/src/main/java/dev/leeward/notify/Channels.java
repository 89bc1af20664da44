package dev.leeward.notify;

import dev.leeward.config.NotifySettings;
import dev.leeward.config.NotifySettings.Mail;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The channels of a configuration: the log, and what was configured. */
public final class Channels {
    private Channels() {}

    /** The log first, then {@code settings} in their order. */
    public static List<Subscription> of(List<NotifySettings> settings) {
        var channels = new ArrayList<Subscription>();
        channels.add(Subscription.toEverything(new LogChannel()));
        for (var one : settings) channels.add(new Subscription(of(one), one.audience()));
        return List.copyOf(channels);
    }

    /** The channel of {@code settings}. */
    public static Channel of(NotifySettings settings) {
        var clock = Clock.systemUTC();
        return switch (settings) {
            case NotifySettings.Webhook s -> new WebhookChannel(s.name(), s.url(), s.signingKey(), s.timeout(), clock);
            case NotifySettings.Command s -> new CommandChannel(s.name(), s.argv(), s.timeout());
            case NotifySettings.PagerDuty s ->
                new PagerDutyChannel(s.name(), s.api(), s.routingKey(), s.timeout(), clock);
            case NotifySettings.Opsgenie s -> new OpsgenieChannel(s.name(), s.api(), s.key(), s.timeout(), clock);
            case NotifySettings.Slack s -> new SlackChannel(s.name(), s.url(), s.timeout(), clock);
            case NotifySettings.Sns s ->
                new SnsChannel(s.name(), new SnsTopic(s.topic(), s.endpoint(), credentials(s)), s.timeout());
            case Mail s -> new MailChannel(s.name(), server(s), s.from(), s.to(), s.timeout());
        };
    }

    private static AwsCredentialsProvider credentials(NotifySettings.Sns settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(key -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.id().reveal(), key.key().reveal())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static MailServer server(Mail settings) {
        var tls = switch (settings.tls()) {
            case STARTTLS -> MailServer.Tls.STARTTLS;
            case IMPLICIT -> MailServer.Tls.IMPLICIT;
            case NONE_ON_LOOPBACK -> MailServer.Tls.NONE;
        };
        var login = settings.login().map(one -> new MailServer.Login(one.user(), one.password()));
        return new MailServer(settings.server().host(), settings.server().port(), tls, login, settings.authorities());
    }
}
