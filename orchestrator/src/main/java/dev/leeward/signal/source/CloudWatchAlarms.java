package dev.leeward.signal.source;

import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalState;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Changes of alarms of CloudWatch, metric and composite ones, as it tells them over SNS and over EventBridge. It tells each change
 * once, with the time of it, and does not repeat what goes on.
 */
public final class CloudWatchAlarms {
    /** SNS messages have an offset without a colon: {@code 2026-03-01T02:16:05.123+0000}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    private CloudWatchAlarms() {}

    /** What the message {@code text} of an SNS notification says; empty where it is about no alarm. */
    public static Optional<Signal> ofMessage(String source, String text) {
        return Body.of(text)
                .flatMap(body -> signal(
                        source,
                        body.text("AlarmName"),
                        body.text("NewStateValue"),
                        body.text("AlarmArn"),
                        body.text("AWSAccountId"),
                        body.text("StateChangeTime"),
                        body.text("NewStateReason")));
    }

    /** What an event of EventBridge says; empty where it is about no alarm. */
    static Optional<Signal> ofEvent(String source, Body event) {
        var detail = event.object("detail");
        var state = detail.flatMap(d -> d.object("state"));
        return signal(
                source,
                detail.flatMap(d -> d.text("alarmName")),
                state.flatMap(s -> s.text("value")),
                event.texts("resources").stream().findFirst(),
                event.text("account"),
                state.flatMap(s -> s.text("timestamp")).or(() -> event.text("time")),
                state.flatMap(s -> s.text("reason")));
    }

    private static Optional<Signal> signal(
            String source,
            Optional<String> name,
            Optional<String> value,
            Optional<String> arn,
            Optional<String> account,
            Optional<String> changed,
            Optional<String> reason) {
        var state = value.flatMap(CloudWatchAlarms::state);
        if (name.isEmpty() || state.isEmpty()) return Optional.empty();
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alarm", name.get());
        account.ifPresent(number -> labels.put("account", number));
        // The message's own "Region" is a name for people, such as "EU (Frankfurt)".
        arn.flatMap(CloudWatchAlarms::region).ifPresent(region -> labels.put("region", region));
        return Optional.of(new Signal(
                source,
                arn.orElse(account.orElse("") + "/" + name.get()),
                state.get(),
                changed.flatMap(CloudWatchAlarms::time),
                labels,
                name.get() + reason.map(words -> ": " + words).orElse("")));
    }

    private static Optional<SignalState> state(String value) {
        return switch (value) {
            case "ALARM" -> Optional.of(SignalState.FIRING);
            case "OK" -> Optional.of(SignalState.OVER);
            case "INSUFFICIENT_DATA" -> Optional.of(SignalState.UNDECIDED);
            default -> Optional.empty();
        };
    }

    private static Optional<String> region(String arn) {
        var parts = arn.split(":", 5);
        return parts.length == 5 && !parts[3].isEmpty() ? Optional.of(parts[3]) : Optional.empty();
    }

    /** The moment that {@code text} says, with an offset in either form; empty where it says none. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(TIME.parse(text, Instant::from));
        } catch (DateTimeParseException notOne) {
            // Without a time that can be read, the order is that in which things come.
            return Optional.empty();
        }
    }
}
