package dev.leeward.api;

import dev.leeward.agents.AgentDesk;
import dev.leeward.api.body.WhereaboutsBody;
import dev.leeward.evidence.Feed;
import dev.leeward.probe.VantagePoint;
import dev.leeward.region.RegionName;
import dev.leeward.signal.desk.SignalDesk;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How the API is offered.
 *
 * @param host address or name to listen on; anything but loopback needs {@code tls} and {@code tokens}
 * @param port 0 picks a free one
 * @param plainText whether a person has allowed tokens to travel without TLS beyond this machine, for instance because
 *     something else encrypts
 * @param tokens who may call; empty, on loopback only: every local caller is an operator
 * @param allowedHosts further names in the Host header that are taken as ours, for instance behind a proxy
 * @param metrics gives the text of {@code /metrics}
 * @param evidence what this vantage point sees
 * @param agents those beside the applications, which may ask for their orders
 * @param stores where each region keeps its data
 * @param hooks where other monitors' signals arrive
 */
public record ApiOptions(
        String host,
        int port,
        Optional<TlsFiles> tls,
        boolean plainText,
        List<ApiToken> tokens,
        Set<String> allowedHosts,
        Supplier<String> metrics,
        Feed evidence,
        AgentDesk agents,
        Supplier<Map<RegionName, WhereaboutsBody.DynamoDb>> stores,
        SignalDesk hooks) {
    /** The port that is used unless another is configured. */
    public static final int DEFAULT_PORT = 8600;

    public ApiOptions {
        tokens = List.copyOf(tokens);
        allowedHosts = Set.copyOf(allowedHosts);
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("not a port: " + port);
    }

    /** Of a vantage point that looks at nothing. */
    private static Feed nothingSeen() {
        return new Feed(new VantagePoint("local"), InstantSource.system());
    }

    /** Without agents and signals. */
    public ApiOptions(
            String host,
            int port,
            Optional<TlsFiles> tls,
            boolean plainText,
            List<ApiToken> tokens,
            Set<String> allowedHosts,
            Supplier<String> metrics,
            Feed evidence) {
        this(
                host,
                port,
                tls,
                plainText,
                tokens,
                allowedHosts,
                metrics,
                evidence,
                new AgentDesk(() -> false),
                Map::of,
                SignalDesk.ofNobody());
    }

    /** Where other machines can reach it, only with TLS. */
    public ApiOptions(
            String host,
            int port,
            Optional<TlsFiles> tls,
            List<ApiToken> tokens,
            Set<String> allowedHosts,
            Supplier<String> metrics) {
        this(host, port, tls, false, tokens, allowedHosts, metrics, nothingSeen());
    }

    /** Plain HTTP on 127.0.0.1, open to everybody on this machine. */
    public static ApiOptions loopback(int port) {
        return new ApiOptions("127.0.0.1", port, Optional.empty(), List.of(), Set.of(), () -> "");
    }

    /** The same with {@code tokens}. */
    public ApiOptions withTokens(List<ApiToken> tokens) {
        return new ApiOptions(
                host, port, tls, plainText, tokens, allowedHosts, metrics, evidence, agents, stores, hooks);
    }

    /** The same with {@code agents}. */
    public ApiOptions withAgents(AgentDesk agents) {
        return new ApiOptions(
                host, port, tls, plainText, tokens, allowedHosts, metrics, evidence, agents, stores, hooks);
    }

    /** The same with {@code stores}. */
    public ApiOptions withStores(Supplier<Map<RegionName, WhereaboutsBody.DynamoDb>> stores) {
        return new ApiOptions(
                host, port, tls, plainText, tokens, allowedHosts, metrics, evidence, agents, stores, hooks);
    }

    /** The same with {@code hooks}. */
    public ApiOptions withHooks(SignalDesk hooks) {
        return new ApiOptions(
                host, port, tls, plainText, tokens, allowedHosts, metrics, evidence, agents, stores, hooks);
    }

    /** The same with {@code metrics}. */
    public ApiOptions withMetrics(Supplier<String> metrics) {
        return new ApiOptions(
                host, port, tls, plainText, tokens, allowedHosts, metrics, evidence, agents, stores, hooks);
    }

    /** The same on {@code host} with {@code tls}. */
    public ApiOptions withTls(String host, TlsFiles tls) {
        return new ApiOptions(
                host,
                port,
                Optional.of(tls),
                plainText,
                tokens,
                allowedHosts,
                metrics,
                evidence,
                agents,
                stores,
                hooks);
    }
}
