package dev.leeward.emulator.linode;

import java.util.List;
import java.util.Optional;

/** The calls of the API that are emulated. */
public enum LinodeCall {
    /** {@code GET /domains}. */
    LIST_DOMAINS(false),
    /** {@code GET /domains/ID}. */
    GET_DOMAIN(false),
    /** {@code PUT /domains/ID}. */
    UPDATE_DOMAIN(true),
    /** {@code GET /domains/ID/records}. */
    LIST_RECORDS(false),
    /** {@code POST /domains/ID/records}. */
    CREATE_RECORD(true),
    /** {@code GET /domains/ID/records/ID}. */
    GET_RECORD(false),
    /** {@code PUT /domains/ID/records/ID}. */
    UPDATE_RECORD(true),
    /** {@code DELETE /domains/ID/records/ID}. */
    DELETE_RECORD(true),
    /** {@code GET /domains/ID/zone-file}. */
    ZONE_FILE(false),
    /** {@code GET /nodebalancers}. */
    LIST_BALANCERS(false),
    /** {@code GET /nodebalancers/ID}. */
    GET_BALANCER(false),
    /** {@code PUT /nodebalancers/ID}. */
    UPDATE_BALANCER(true),
    /** {@code GET /nodebalancers/ID/configs}. */
    LIST_PORTS(false),
    /** {@code GET /nodebalancers/ID/configs/ID/nodes}. */
    LIST_NODES(false),
    /** {@code PUT /nodebalancers/ID/configs/ID/nodes/ID}. */
    UPDATE_NODE(true);

    private final boolean write;

    LinodeCall(boolean write) {
        this.write = write;
    }

    /** Whose scope it needs: that of domains or of NodeBalancers. */
    String scope() {
        return switch (this) {
            case LIST_BALANCERS, GET_BALANCER, UPDATE_BALANCER, LIST_PORTS, LIST_NODES, UPDATE_NODE -> "nodebalancers";
            case LIST_DOMAINS,
                    GET_DOMAIN,
                    UPDATE_DOMAIN,
                    LIST_RECORDS,
                    CREATE_RECORD,
                    GET_RECORD,
                    UPDATE_RECORD,
                    DELETE_RECORD,
                    ZONE_FILE -> "domains";
        };
    }

    /** Whether it changes anything, and so needs the scope {@code read_write}. */
    public boolean isWrite() {
        return write;
    }

    /** Which call a request makes; {@code path} without its version, split at the slashes. */
    static Optional<LinodeCall> of(String method, List<String> path) {
        if (!path.isEmpty() && path.getFirst().equals("nodebalancers")) return ofBalancers(method, path);
        boolean records = path.size() >= 3 && path.get(2).equals("records");
        if (path.isEmpty() || !path.getFirst().equals("domains")) return Optional.empty();
        return Optional.ofNullable(
                switch (path.size()) {
                    case 1 -> method.equals("GET") ? LIST_DOMAINS : null;
                    case 2 -> method.equals("GET") ? GET_DOMAIN : method.equals("PUT") ? UPDATE_DOMAIN : null;
                    case 3 -> {
                        if (path.get(2).equals("zone-file")) yield method.equals("GET") ? ZONE_FILE : null;
                        if (!records) yield null;
                        yield method.equals("GET") ? LIST_RECORDS : method.equals("POST") ? CREATE_RECORD : null;
                    }
                    case 4 ->
                        !records
                                ? null
                                : switch (method) {
                                    case "GET" -> GET_RECORD;
                                    case "PUT" -> UPDATE_RECORD;
                                    case "DELETE" -> DELETE_RECORD;
                                    default -> null;
                                };
                    default -> null;
                });
    }

    private static Optional<LinodeCall> ofBalancers(String method, List<String> path) {
        boolean read = method.equals("GET");
        boolean write = method.equals("PUT");
        boolean ports = path.size() < 3 || path.get(2).equals("configs");
        boolean nodes = path.size() < 5 || path.get(4).equals("nodes");
        if (!ports || !nodes) return Optional.empty();
        return Optional.ofNullable(
                switch (path.size()) {
                    case 1 -> read ? LIST_BALANCERS : null;
                    case 2 -> read ? GET_BALANCER : write ? UPDATE_BALANCER : null;
                    case 3 -> read ? LIST_PORTS : null;
                    case 5 -> read ? LIST_NODES : null;
                    case 6 -> write ? UPDATE_NODE : null;
                    default -> null;
                });
    }
}
