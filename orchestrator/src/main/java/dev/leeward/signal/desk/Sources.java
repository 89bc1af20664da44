package dev.leeward.signal.desk;

import dev.leeward.config.HookSettings;
import dev.leeward.signal.sns.HttpsFetch;
import dev.leeward.signal.sns.SnsSource;
import dev.leeward.signal.source.AlertmanagerSource;
import dev.leeward.signal.source.EventBridgeSource;
import dev.leeward.signal.source.GenericSource;
import dev.leeward.signal.source.GrafanaSource;
import dev.leeward.signal.source.PingdomSource;
import dev.leeward.signal.source.Source;
import dev.leeward.signal.source.UptimeRobotSource;

/** What reads the deliveries of each kind of source. */
public final class Sources {
    private Sources() {}

    /** The reader for {@code settings}. */
    public static Source of(HookSettings settings) {
        return switch (settings) {
            case HookSettings.Sns sns -> new SnsSource(sns, new HttpsFetch(), System::nanoTime);
            case HookSettings.EventBridge bridge -> new EventBridgeSource(bridge);
            case HookSettings.Alertmanager alertmanager -> new AlertmanagerSource(alertmanager);
            case HookSettings.Grafana grafana -> new GrafanaSource(grafana);
            case HookSettings.UptimeRobot robot -> new UptimeRobotSource(robot);
            case HookSettings.Pingdom pingdom -> new PingdomSource(pingdom);
            case HookSettings.Generic generic -> new GenericSource(generic);
        };
    }
}
