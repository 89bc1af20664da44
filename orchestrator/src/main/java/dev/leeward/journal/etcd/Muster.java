package dev.leeward.journal.etcd;

import dev.leeward.control.Company;
import dev.leeward.control.Company.Peer;
import dev.leeward.fault.Problem;
import dev.leeward.journal.etcd.MemberTable.Status;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.etcd.jetcd.options.GetOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks everybody side by side: etcd for its members, its alarms and the nodes, and each member how it is. */
final class Muster {
    private static final Logger LOG = LoggerFactory.getLogger(Muster.class);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final EtcdConnection connection;
    private final ExecutorService threads;

    private Muster(EtcdConnection connection, ExecutorService threads) {
        this.connection = connection;
        this.threads = threads;
    }

    /** What an asked one said. */
    private record Said<T>(Optional<T> answer, Optional<Problem> why) {}

    /** Whoever answers by then; those who do not are said not to. */
    static Company of(EtcdConnection connection, EtcdPlace place, Keys keys) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Muster(connection, threads).ask(place, keys);
        }
    }

    private Company ask(EtcdPlace place, Keys keys) {
        var option = GetOption.builder().withRange(keys.afterNodes()).build();
        var list = later(client -> client.getClusterClient().listMember());
        var alarms = later(client -> client.getMaintenanceClient().listAlarms());
        var nodes = later(client -> client.getKVClient().get(keys.firstNode(), option));
        var table = new MemberTable();
        statuses(place.endpoints().stream().map(Object::toString).toList()).forEach(table::seen);
        await(list).answer().ifPresent(members -> table.listed(members.getMembers()));
        await(alarms).answer().ifPresent(raised -> table.alarms(raised.getAlarms()));
        statuses(table.unseen()).forEach(table::seen);
        var heard = await(nodes);
        return new Company(
                true,
                heard.answer().map(Muster::peers).orElse(List.of()),
                table.members(),
                heard.why().map(Problem::sentence));
    }

    private List<Status> statuses(Collection<String> addresses) {
        var asked = new ArrayList<Future<Status>>();
        for (var address : addresses) {
            asked.add(threads.submit(() -> {
                Said<StatusResponse> said = ask(c -> c.getMaintenanceClient().statusMember(address));
                return new Status(address, said.answer(), said.why().map(Problem::sentence));
            }));
        }
        return asked.stream().map(Muster::await).toList();
    }

    private static List<Peer> peers(GetResponse found) {
        var peers = new ArrayList<Peer>();
        for (var key : found.getKvs()) {
            try {
                peers.add(Kept.peer(key));
            } catch (EtcdFailure e) {
                // Of a newer version, or of somebody else: it is no node that this one can tell of.
                LOG.info("{}", e.problem());
            }
        }
        return peers;
    }

    private <T> Future<Said<T>> later(Function<Client, CompletableFuture<T>> question) {
        return threads.submit(() -> ask(question));
    }

    private <T> Said<T> ask(Function<Client, CompletableFuture<T>> question) {
        try {
            return new Said<>(Optional.of(connection.ask(LIMIT, question)), Optional.empty());
        } catch (EtcdFailure e) {
            return new Said<>(Optional.empty(), Optional.of(e.problem()));
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the cluster was asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("what is asked answers, or says why not", e);
        }
    }
}
