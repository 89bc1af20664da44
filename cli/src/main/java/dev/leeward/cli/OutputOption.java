package dev.leeward.cli;

import dev.leeward.api.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a command answers: for a person or for a program. */
final class OutputOption {
    private static final JsonMapper PRETTY =
            Json.MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    enum Form {
        /** For people. */
        table,
        /** For programs. */
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "How to answer: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Form form = Form.table;

    boolean json() {
        return form == Form.json;
    }

    /** Prints {@code body} as JSON. */
    static void print(PrintWriter out, Object body) {
        out.println(PRETTY.writeValueAsString(body));
        out.flush();
    }
}
