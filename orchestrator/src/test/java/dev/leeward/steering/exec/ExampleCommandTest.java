package dev.leeward.steering.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.testkit.ActuatorContract;
import dev.leeward.testkit.ActuatorFault;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that we give to people, with the real interpreter. */
final class ExampleCommandTest extends ActuatorContract {
    private final Path folder;

    ExampleCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected ActuatorRig newRig() {
        Needs.program("perl");
        return new FileRig(folder);
    }

    @Test
    void a_folder_that_cannot_be_written_to_is_a_problem_in_words() {
        Path nowhere = folder.resolve("missing").resolve("state");
        try (Actuator actuator =
                FileRig.actuator(folder, List.of(FileRig.example(), nowhere.toString(), "300", "30"))) {
            Reading reading = actuator.read(rig().limit());
            assertThat(((Reading.Unreadable) reading).problem().sentence()).contains("cannot write beside");
        }
    }

    /** The example behind a shell script that breaks it the way the world would. */
    private static final class FileRig implements ActuatorRig {
        private static final String BREAKING = """
                #!/bin/sh
                # FAULT-FILE COMMAND... VERB
                fault=$(cat "$1"); shift
                for verb; do :; done
                case "$fault/$verb" in
                UNREACHABLE/*) echo 'no route to the proxy' >&2; exit 75 ;;
                REQUEST_LOST/apply) exec sleep 60 ;;
                REPLY_LOST/apply) "$@" >/dev/null; exec sleep 60 ;;
                THROTTLED/apply)
                    echo '{"leeward-exec":1,"problem":{"code":"THROTTLED","sentence":"busy","retryable":true}}' ;;
                LATE_WITNESS/verify)
                    echo '{"leeward-exec":1,"proven":false,"witnesses":[{"server":"late","state":"STALE"}]}' ;;
                *) exec "$@" ;;
                esac
                """;

        private final Path state;
        private final Path fault;
        private final Actuator first;
        private final Actuator second;

        FileRig(Path folder) {
            try {
                state = folder.resolve("state");
                fault = folder.resolve("fault");
                Path script = Files.writeString(folder.resolve("breaking"), BREAKING);
                heal();
                edit(Objects.requireNonNull(endpoints().get(HOME)).byType());
                var command =
                        List.of("sh", script.toString(), fault.toString(), example(), state.toString(), "300", "30");
                first = actuator(folder, command);
                second = actuator(folder, command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Actuator actuator(Path folder, List<String> command) {
            return new ExecActuator(new ExecTarget("file", command, folder, Map.of(), Duration.ofMinutes(1)));
        }

        static String example() {
            return Path.of(Objects.requireNonNull(System.getProperty("leeward.root")), "examples/exec/steer-file")
                    .toString();
        }

        @Override
        public Actuator actuator() {
            return first;
        }

        @Override
        public Actuator second() {
            return second;
        }

        @Override
        public Optional<Duration> ttl(TtlChoice choice) {
            return Optional.of(Duration.ofSeconds(choice == TtlChoice.STEADY ? 300 : 30));
        }

        @Override
        public Reading.Found standing() {
            var values = new TreeMap<RecordType, SortedSet<String>>();
            Optional<Duration> ttl = Optional.empty();
            Epoch epoch = Epoch.NONE;
            for (String line : lines()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "epoch" -> epoch = new Epoch(Long.parseLong(words[1]));
                    case "ttl" -> ttl = Optional.of(Duration.ofSeconds(Long.parseLong(words[1])));
                    default ->
                        values.computeIfAbsent(RecordType.valueOf(words[0]), any -> new TreeSet<>())
                                .add(words[1]);
                }
            }
            return new Reading.Found(values, ttl, epoch);
        }

        @Override
        public void edit(SortedMap<RecordType, SortedSet<String>> values) {
            var lines = new ArrayList<>(lines());
            lines.removeIf(line -> !line.startsWith("epoch") && !line.startsWith("ttl"));
            if (lines.isEmpty()) lines.add("ttl 300");
            values.forEach((type, all) -> all.forEach(value -> lines.add(type + " " + value)));
            write(state, String.join("\n", lines) + "\n");
        }

        private List<String> lines() {
            try {
                return Files.exists(state) ? Files.readAllLines(state) : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean inject(ActuatorFault broken) {
            if (broken == ActuatorFault.HALF_DONE) return false; // the file is replaced in one step
            write(fault, broken.name());
            return true;
        }

        @Override
        public void heal() {
            write(fault, "none");
        }

        @Override
        public boolean atomic() {
            return true;
        }

        @Override
        public void close() {
            first.close();
            second.close();
        }
    }
}
