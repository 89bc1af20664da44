package dev.leeward.agent.unit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A program that answers as systemctl(1) does; its units are files in its folder, whose content is their state. */
public final class FakeSystemctl {
    private FakeSystemctl() {}

    /** Places it in {@code folder}. */
    public static Path in(Path folder) throws IOException {
        var program = Files.writeString(folder.resolve("systemctl"), """
                #!/bin/sh
                cd "$(dirname "$0")" || exit 1
                verb=$1
                for unit; do :; done
                if [ "$verb" = show ]; then
                  if [ ! -f "unit-$unit" ]; then
                    printf 'LoadState=not-found\\nActiveState=inactive\\nSubState=dead\\n'
                  elif [ "$(cat "unit-$unit")" = active ]; then
                    printf 'LoadState=loaded\\nActiveState=active\\nSubState=running\\nNRestarts=0\\nExecMainStatus=0\\n'
                  else
                    printf 'LoadState=loaded\\nActiveState=inactive\\nSubState=dead\\nNRestarts=0\\nExecMainStatus=0\\n'
                  fi
                  exit 0
                fi
                echo "$verb $unit" >> log
                [ ! -f fail ] || { echo "Job for $unit failed." >&2; exit 1; }
                [ ! -f hang ] || sleep 30
                case $verb in
                  stop) echo inactive > "unit-$unit" ;;
                  *) echo active > "unit-$unit" ;;
                esac
                # A loss of power in the middle of it, once.
                if [ -f "kill-at-$verb" ]; then rm "kill-at-$verb"; kill -9 "$PPID"; fi
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    /** {@code unit} runs. */
    public static void run(Path folder, String unit) throws IOException {
        Files.writeString(folder.resolve("unit-" + unit), "active\n");
    }

    /** Whether {@code unit} runs. */
    public static boolean runs(Path folder, String unit) throws IOException {
        return Files.readString(folder.resolve("unit-" + unit)).startsWith("active");
    }

    /** Every act, in order. */
    public static List<String> log(Path folder) throws IOException {
        var log = folder.resolve("log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
