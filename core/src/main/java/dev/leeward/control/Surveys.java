package dev.leeward.control;

import dev.leeward.journal.Event;
import dev.leeward.journal.ServiceState;
import dev.leeward.region.Region;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Service;
import dev.leeward.steering.Reading;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the targets from time to time: to learn which region is active when the journal does not say, and to notice
 * what others changed. It reports; it never fights (S23).
 */
final class Surveys {
    private final Timers timers;
    private final Map<ServiceName, Instant> due = new HashMap<>();

    Surveys(Timers timers) {
        this.timers = timers;
    }

    /** Begins a survey of {@code service} if one is due; never while a run changes what it would see. */
    void begin(Service service, Draft draft) {
        if (isMoving(draft.of(service.name()))) {
            due.put(service.name(), draft.now().plus(timers.surveyRetry()));
            return;
        }
        if (draft.now().isBefore(due.getOrDefault(service.name(), Instant.MIN))) return;
        draft.then(new Effect.Survey(service, draft.now()));
        var patience = draft.now().plus(timers.surveyLimit());
        draft.then(() -> due.put(service.name(), patience));
    }

    /** Takes a survey in. */
    void returned(Service service, Input.Surveyed survey, Draft draft) {
        var state = draft.of(service.name());
        if (isMoving(state)) return;
        if (isOvertaken(survey, state)) {
            due.remove(service.name());
            return;
        }
        // A region that is no longer configured carries nothing that could be compared or moved.
        if (state.active().flatMap(service::region).isEmpty()) {
            adopt(service, Adoption.of(service, survey.readings()), draft);
        } else {
            state.active().flatMap(service::region).ifPresent(active -> compare(service, active, survey, draft));
        }
        boolean known =
                draft.of(service.name()).active().flatMap(service::region).isPresent();
        due.put(service.name(), draft.now().plus(known ? timers.surveyEvery() : timers.surveyRetry()));
    }

    /** What was read before a run ended may be what stood there before the run changed it. */
    private static boolean isOvertaken(Input.Surveyed survey, ServiceState state) {
        return state.past().stream()
                .flatMap(run -> run.endedAt().stream())
                .anyMatch(end -> !end.isBefore(survey.begunAt()));
    }

    private static boolean isMoving(ServiceState state) {
        return state.run().isPresent();
    }

    /** What is known of {@code service} has changed from outside: its targets are read in this turn. */
    void soon(ServiceName service) {
        due.remove(service);
    }

    /** Forgets services that are no longer configured. */
    void keep(List<ServiceName> names) {
        due.keySet().retainAll(names);
    }

    Optional<Instant> wake(ServiceName service) {
        return Optional.ofNullable(due.get(service));
    }

    private static void adopt(Service service, Adoption found, Draft draft) {
        var evidence = service.targets().isEmpty() ? "nothing is steered: home by configuration" : "" + found.stands();
        found.active()
                .ifPresent(
                        region -> draft.add(new Event.ActiveAdopted(service.name(), region, found.epoch(), evidence)));
    }

    private static void compare(Service service, Region active, Input.Surveyed survey, Draft draft) {
        draft.of(service.name()).drift().keySet().stream()
                .filter(target -> !service.targets().contains(target))
                .forEach(target -> draft.add(new Event.DriftGone(service.name(), target)));
        for (var target : service.targets()) {
            var reading = survey.readings().get(target);
            if (!(reading instanceof Reading.Found found)) continue;
            var state = draft.of(service.name());
            var before = state.drift().get(target);
            var seen = drift(service, active, found, state);
            if (seen.isPresent() && !seen.get().equals(before)) {
                draft.add(new Event.DriftSeen(
                        service.name(), target, active.endpoints().toString(), seen.get()));
            } else if (seen.isEmpty() && before != null) {
                draft.add(new Event.DriftGone(service.name(), target));
            }
        }
    }

    private static Optional<String> drift(Service service, Region active, Reading.Found found, ServiceState state) {
        if (found.epoch().compareTo(state.epoch()) > 0) {
            return Optional.of("carries epoch " + found.epoch() + " where ours is " + state.epoch());
        }
        return found.answers(active.endpoints()) ? Optional.empty() : Optional.of(Adoption.describe(service, found));
    }
}
