package dev.leeward.config.load;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads names of files on this machine; relative ones start from the configuration file's directory. */
final class LocalFiles {
    private LocalFiles() {}

    /** A path, whether or not there is a file. */
    static Optional<Path> path(Cell cell) {
        return Values.words(cell).flatMap(text -> {
            try {
                return Optional.of(cell.reading().directory().resolve(text).normalize());
            } catch (InvalidPathException e) {
                return cell.wrong("no path of a file: " + e.getReason());
            }
        });
    }

    /** The path of a file that can be read; where secrets are made up, other files need not be there either. */
    static Optional<Path> existing(Cell cell) {
        return path(cell).flatMap(path -> {
            if (cell.secrets().isPretended()) return Optional.of(path);
            if (!Files.isRegularFile(path)) return cell.wrong("there is no file " + path);
            return Files.isReadable(path)
                    ? Optional.of(path)
                    : cell.wrong("the file " + path + " cannot be read", "let the user that runs leeward read it");
        });
    }
}
