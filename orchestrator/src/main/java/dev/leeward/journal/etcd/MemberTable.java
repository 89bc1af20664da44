package dev.leeward.journal.etcd;

import dev.leeward.control.Company.Member;
import io.etcd.jetcd.maintenance.AlarmMember;
import io.etcd.jetcd.maintenance.StatusResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together what etcd says of its members and what each says of itself. One that does not answer is known by the list
 * if etcd could give it, and otherwise by its address in the configuration.
 */
final class MemberTable {
    /** More changes than this behind the others: it would hold etcd up if it had to take over. */
    private static final long MOST_LAG = 1_000;

    private final Map<Long, Status> answered = new LinkedHashMap<>();
    private final List<Status> silent = new ArrayList<>();
    private final Map<Long, io.etcd.jetcd.cluster.Member> listed = new LinkedHashMap<>();
    private final Map<Long, String> alarms = new LinkedHashMap<>();

    /** What came of asking at {@code address}. */
    record Status(String address, Optional<StatusResponse> answer, Optional<String> why) {}

    void seen(Status status) {
        status.answer()
                .ifPresentOrElse(
                        answer -> answered.put(answer.getHeader().getMemberId(), status), () -> silent.add(status));
    }

    void listed(Collection<io.etcd.jetcd.cluster.Member> members) {
        members.forEach(member -> listed.put(member.getId(), member));
    }

    void alarms(Collection<AlarmMember> raised) {
        raised.forEach(alarm ->
                alarms.merge(alarm.getMemberId(), alarm.getAlarmType().name(), (one, other) -> one + ", " + other));
    }

    /** Where members can be asked that are in the list and have not been asked yet. */
    List<String> unseen() {
        return listed.values().stream()
                .filter(member -> !answered.containsKey(member.getId()))
                .flatMap(member -> member.getClientURIs().stream().limit(1))
                .map(URI::toString)
                .filter(address -> silent.stream().noneMatch(s -> s.address().equals(address)))
                .toList();
    }

    /** All of them. */
    List<Member> members() {
        var members = new ArrayList<Member>();
        answered.forEach((id, status) ->
                status.answer().ifPresent(answer -> members.add(member(id, status.address(), answer))));
        if (listed.isEmpty()) {
            silent.forEach(status -> members.add(missing(host(status.address()), status.address())));
        }
        listed.values().stream()
                .filter(member -> !answered.containsKey(member.getId()))
                .forEach(member -> members.add(missing(member.getName(), address(member))));
        return members;
    }

    private Member member(long id, String address, StatusResponse answer) {
        long newest = answered.values().stream()
                .flatMap(status -> status.answer().stream())
                .mapToLong(StatusResponse::getRaftIndex)
                .max()
                .orElse(0);
        long lag = Math.max(0, newest - applied(answer));
        return new Member(
                name(id, address),
                address,
                answer.getVersion(),
                answer.getLeader() == id,
                answer.getRaftIndex(),
                lag,
                answer.getDbSize(),
                trouble(id, answer, lag));
    }

    /** Etcd before 3.4 does not tell it. */
    private static long applied(StatusResponse answer) {
        return answer.getRaftAppliedIndex() == 0 ? answer.getRaftIndex() : answer.getRaftAppliedIndex();
    }

    private Optional<String> trouble(long id, StatusResponse answer, long lag) {
        var alarm = alarms.get(id);
        if (alarm != null) {
            return Optional.of("alarm " + alarm
                    + (alarm.contains("NOSPACE") ? ": compact and defragment it, then `etcdctl alarm disarm`" : ""));
        }
        if (answer.getLeader() == 0) return Optional.of("knows no leader, so it has no majority");
        if (lag > MOST_LAG) return Optional.of("is " + lag + " changes behind");
        return answer.isLearner() ? Optional.of("is a learner, which has no vote") : Optional.empty();
    }

    private Member missing(String name, String address) {
        var why = silent.stream()
                .filter(status -> status.address().equals(address))
                .flatMap(status -> status.why().stream())
                .findFirst();
        return new Member(name, address, "", false, 0, 0, 0, Optional.of(why.orElse("does not answer")));
    }

    private String name(long id, String address) {
        var member = listed.get(id);
        return member == null ? host(address) : member.getName();
    }

    private static String address(io.etcd.jetcd.cluster.Member member) {
        return member.getClientURIs().stream().findFirst().map(URI::toString).orElse("");
    }

    private static String host(String address) {
        return URI.create(address).getAuthority();
    }
}
