package dev.leeward.config.load;

import dev.leeward.config.source.Remark;
import dev.leeward.config.source.Remark.Severity;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What reading a file came to; never throws because of what is in it, or because it is not there. */
sealed interface FileText {
    /** Its text. */
    record Read(SourceText source) implements FileText {}

    /** Why there is none. */
    record Unreadable(Remark why) implements FileText {}

    /** Reads {@code file}. */
    static FileText of(Path file) {
        String name = file.toString();
        try {
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(SourceText.MAX_BYTES + 1);
            }
            if (bytes.length > SourceText.MAX_BYTES) return broken(name, "larger than 1 MiB; that is no configuration");
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Read(new SourceText(name, text, SourceText.digest(bytes)));
        } catch (NoSuchFileException e) {
            return broken(name, "there is no such file");
        } catch (CharacterCodingException e) {
            return broken(name, "not UTF-8 text");
        } catch (IOException e) {
            return broken(name, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** What relative paths in {@code file} start from. */
    static Path directory(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    }

    private static FileText broken(String name, String sentence) {
        return new Unreadable(
                new Remark(Severity.ERROR, name, Span.START, "", sentence, Optional.empty(), Optional.empty()));
    }
}
