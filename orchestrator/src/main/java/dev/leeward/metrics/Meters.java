package dev.leeward.metrics;

import dev.leeward.decision.Decision;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.notify.ChannelStanding;
import dev.leeward.probe.Observation;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.ServiceName;
import dev.leeward.service.Topology;
import dev.leeward.steering.TargetId;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything that is measured, in a registry of its own. Told by plain calls what happened; folds the journal by itself, so
 * that what it shows is what the journal says. Thread-safe; no call blocks on anything but another call.
 */
public final class Meters {
    /** Of {@link #scrape()}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter format = PrometheusTextFormatWriter.create();
    private final ProbeMeters probes = new ProbeMeters(registry);
    private final StateMeters states = new StateMeters(registry);
    private final RunMeters runs = new RunMeters(registry);
    private final EvidenceMeters evidence = new EvidenceMeters(registry);
    private final SignalMeters signals = new SignalMeters(registry);
    private final LinkMeters links = new LinkMeters(registry);
    private final ChannelMeters channels = new ChannelMeters(registry);
    private final NodeMeters node;
    private final Map<ServiceName, String> decided = new HashMap<>();
    private Projection state = Projection.EMPTY;

    /** Of a node of that version of Leeward. */
    public Meters(String version) {
        node = new NodeMeters(registry, version);
        node.warmedUp.set(0);
        node.leads.set(0);
    }

    /** Measures the Java process too: memory, garbage collection, threads. */
    public Meters withProcess() {
        JvmMetrics.builder().register(registry);
        return this;
    }

    /** A configuration came into force: series of what is gone are dropped. */
    public synchronized void configured(Topology topology) {
        probes.configured(topology);
        states.configured(topology);
        topology.services().forEach(service -> states.stands(state.of(service.name())));
        decided.keySet().removeIf(name -> topology.service(name).isEmpty());
        node.decisions.removeIf(labels -> topology.services().stream()
                .noneMatch(service -> service.name().value().equals(labels.getFirst())));
    }

    /** A look is over. */
    public void observed(Observation observation) {
        probes.observed(observation);
    }

    /** Another vantage point told of a look that counts. */
    public void heard(VantagePoint peer) {
        evidence.heard(peer);
    }

    /** Another vantage point told so much that does not count. */
    public void dropped(VantagePoint peer, String reason, long count) {
        evidence.dropped(peer, reason, count);
    }

    /** A signal of {@code source} was taken. */
    public void signalled(String source, String state) {
        signals.heard(source, state);
    }

    /** A delivery to {@code source} was not taken. */
    public void signalRefused(String source, String reason) {
        signals.refused(source, reason);
    }

    /** Asks {@code known} at each scrape how far replication is, by {@code clock}. */
    public void links(Supplier<List<LinkEvidence>> known, InstantSource clock) {
        links.of(known, clock);
    }

    /** Asks {@code standings} at each scrape how the channels of notices stand, by name. */
    public void notices(Supplier<Map<String, ChannelStanding>> standings) {
        channels.of(standings);
    }

    /** Asks {@code ages} at each scrape how old the newest evidence of each peer is. */
    public void evidenceAges(Supplier<Map<String, Duration>> ages) {
        evidence.ages(ages);
    }

    /** Where the journal stood when it was opened. */
    public synchronized void restored(Projection projection, long sequence) {
        state = projection;
        node.sequence.set((double) sequence);
        node.outbox.set(projection.outbox().size());
        projection.services().values().forEach(states::stands);
    }

    /** Entries became durable, {@code took} after the append was called. */
    public synchronized void appended(List<Entry> entries, Duration took) {
        node.appends.observe(Durations.seconds(took));
        for (var entry : entries) {
            if (entry.event() instanceof Event.OfService event) {
                runs.happened(state.of(event.service()), entry.at(), event);
            }
            if (entry.event() instanceof Event.NoticeDelivered notice) ended(notice);
            state = state.fold(entry);
            if (entry.event() instanceof Event.OfService event) states.stands(state.of(event.service()));
            node.sequence.set((double) entry.sequence());
        }
        node.outbox.set(state.outbox().size());
    }

    private void ended(Event.NoticeDelivered notice) {
        if (notice.channel().equals(Event.NoticeDelivered.EVERY_CHANNEL)) return;
        var result = notice.failed().isPresent() ? "given_up" : "delivered";
        node.notices.labelValues(notice.channel(), result).inc();
    }

    /** What was decided for a service; counted when it is another decision than the last one. */
    public synchronized void decided(ServiceName service, Decision decision) {
        var name = switch (decision) {
            case Decision.Hold _ -> "hold";
            case Decision.FailOver _ -> "fail_over";
            case Decision.SwitchOver _ -> "switch_over";
            case Decision.FailBack _ -> "fail_back";
            case Decision.Settle _ -> "settle";
            case Decision.Release _ -> "release";
            case Decision.AskHuman _ -> "ask_human";
        };
        if (name.equals(decided.put(service, name))) return;
        node.decisions.labelValues(service.value(), name).inc();
    }

    /** A target could not be read outside of a run's steps, which the journal tells of. */
    public void unreadable(TargetId target, Problem problem) {
        runs.failed(target, problem);
    }

    /** One turn of the control loop. */
    public void turned(Duration took, int inboxDepth) {
        node.turns.observe(Durations.seconds(took));
        node.inbox.set(inboxDepth);
    }

    /** Whether enough fresh evidence was gathered since the start. */
    public void warmedUp(boolean yes) {
        node.warmedUp.set(yes ? 1 : 0);
    }

    /** Whether this node leads: what is folded from the journal is only up to date then. */
    public void leads(boolean yes) {
        node.leads.set(yes ? 1 : 0);
    }

    /** Everything, in Prometheus' text format 0.0.4. */
    public String scrape() {
        var out = new ByteArrayOutputStream();
        try {
            format.write(out, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
