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
    ZONE_FILE(false);

    private final boolean write;

    LinodeCall(boolean write) {
        this.write = write;
    }

    /** Whether it changes anything, and so needs {@code domains:read_write}. */
    public boolean isWrite() {
        return write;
    }

    /** Which call a request makes; {@code path} without its version, split at the slashes. */
    static Optional<LinodeCall> of(String method, List<String> path) {
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
}
