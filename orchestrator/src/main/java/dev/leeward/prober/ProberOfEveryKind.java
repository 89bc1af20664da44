package dev.leeward.prober;

import dev.leeward.linode.LinodeAccount;
import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.alarm.AlarmProber;
import dev.leeward.probe.command.CommandProber;
import dev.leeward.probe.dns.DnsProber;
import dev.leeward.probe.flow.FlowProber;
import dev.leeward.probe.nodebalancer.NodeBalancerProber;
import dev.leeward.probe.signal.SignalProber;
import dev.leeward.probe.store.StoreProber;
import dev.leeward.probe.wire.WireProber;
import dev.leeward.resolve.Names;
import dev.leeward.resolve.SystemNames;
import dev.leeward.signal.SignalBoard;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends each look to the prober of its kind. */
public final class ProberOfEveryKind implements Prober {

    private final Prober wire;
    private final Prober dns;
    private final Prober store;
    private final Prober command = new CommandProber();
    private final FlowProber flow;
    private final Prober alarm = new AlarmProber();
    /** Nothing is signalled to whoever has no {@link Hearing}. */
    private final Prober signal = new SignalProber(new SignalBoard());

    private final Prober nodeBalancer;

    /**
     * @param names resolves host names
     * @param clock wall clock, for the end of certificates
     * @param userAgent what HTTP servers are told
     * @param store looks at stores
     */
    public ProberOfEveryKind(Names names, InstantSource clock, String userAgent, Prober store) {
        this(names, clock, userAgent, store, new NodeBalancerProber(Optional::empty));
    }

    private ProberOfEveryKind(Names names, InstantSource clock, String userAgent, Prober store, Prober nodeBalancer) {
        this.store = store;
        this.nodeBalancer = nodeBalancer;
        wire = new WireProber(names, clock, userAgent);
        dns = new DnsProber(names);
        flow = new FlowProber(names, clock, userAgent);
    }

    /** Resolves as this machine is set up and calls itself {@code leeward/VERSION}. */
    public static ProberOfEveryKind ofThisMachine() {
        return asking(List.of(), new StoreProber("this-machine", Optional::empty));
    }

    /** The same, but for the recursive name servers that are asked, if there are any, and for who looks at stores. */
    public static ProberOfEveryKind asking(List<InetSocketAddress> resolvers, StoreProber store) {
        return asking(resolvers, store, Optional::empty);
    }

    /** The same; {@code linode} is the account whose NodeBalancers are looked at. */
    public static ProberOfEveryKind asking(
            List<InetSocketAddress> resolvers, StoreProber store, Supplier<Optional<LinodeAccount>> linode) {
        return new ProberOfEveryKind(
                SystemNames.asking(resolvers),
                InstantSource.system(),
                userAgent(),
                store,
                new NodeBalancerProber(linode));
    }

    /** Only what goes through flows. */
    public static FlowProber flows(List<InetSocketAddress> resolvers) {
        return new FlowProber(SystemNames.asking(resolvers), InstantSource.system(), userAgent());
    }

    private static String userAgent() {
        String version = ProberOfEveryKind.class.getPackage().getImplementationVersion();
        return "leeward/" + (version == null ? "dev" : version);
    }

    @Override
    public void look(Probe probe, Consumer<Sighting> sink) {
        Prober prober = switch (probe.check()) {
            case Check.Http _, Check.Tcp _, Check.Tls _ -> wire;
            case Check.Dns _ -> dns;
            case Check.Store _ -> store;
            case Check.Command _ -> command;
            case Check.Flow _ -> flow;
            case Check.Signal _ -> signal;
            case Check.Alarms _ -> alarm;
            case Check.NodeBalancer _ -> nodeBalancer;
        };
        prober.look(probe, sink);
    }

    @Override
    public void close() {
        wire.close();
        dns.close();
        store.close();
        command.close();
        flow.close();
        signal.close();
        nodeBalancer.close();
        alarm.close();
    }
}
