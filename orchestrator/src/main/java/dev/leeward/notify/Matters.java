package dev.leeward.notify;

import dev.leeward.config.Audience;
import dev.leeward.config.Audience.Severity;
import dev.leeward.journal.Projection;
import dev.leeward.journal.ServiceState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has begun and is not over. The end of a matter goes where its begin went, however little urgent the end is; so it has
 * to be known how urgently each one began. Not thread-safe.
 */
final class Matters {
    private final Map<String, Begun> open = new HashMap<>();

    /** What the journal says is open. */
    void restore(Projection now) {
        now.services().values().forEach(this::restore);
    }

    private void restore(ServiceState state) {
        var service = state.service();
        state.alarms()
                .forEach((key, alarm) -> begin(service + "/alarm/" + key, Notice.severity(alarm), Optional.empty()));
        state.run()
                .ifPresent(run -> begin(service + "/run/" + run.id(), Notice.severity(run.kind()), Optional.empty()));
        state.asked().ifPresent(_ -> begin(service + "/approval", Severity.PAGE, Optional.empty()));
    }

    private void begin(String key, Severity severity, Optional<String> id) {
        open.put(key, new Begun(severity, id));
    }

    /** Takes the next notice in, in the journal's order. */
    Told told(Notice notice) {
        if (!notice.ends()) {
            begin(notice.key(), notice.severity(), Optional.of(notice.id()));
            return new Told(notice, Optional.of(notice.severity()));
        }
        var begun = Optional.ofNullable(open.remove(notice.key()));
        return new Told(notice.ending(begun.flatMap(Begun::id)), begun.map(Begun::severity));
    }

    private record Begun(Severity severity, Optional<String> id) {}

    /**
     * A notice with how urgently its matter began.
     *
     * @param begun empty where nobody knows any more: then everybody is told, since the end of what one has not heard of does
     *     less harm than an alarm that never ends
     */
    record Told(Notice notice, Optional<Severity> begun) {
        boolean isFor(Audience audience) {
            if (notice.service().filter(name -> !audience.listensTo(name)).isPresent()) return false;
            return begun.isEmpty()
                    || begun.filter(audience::listensFor).isPresent()
                    || audience.listensFor(notice.severity());
        }
    }
}
