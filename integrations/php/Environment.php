<?php

declare(strict_types=1);

namespace Leeward;

/**
 * What the environment file says: see ENVIRONMENT.md. Nothing of it is expanded or run, and a file that is wrong anywhere is refused as a
 * whole.
 */
final class Environment
{
    private const MOST_BYTES = 65_536;
    private const NEEDED = ['LEEWARD_SERVICE', 'LEEWARD_REGION', 'LEEWARD_ACTIVE', 'LEEWARD_EPOCH', 'LEEWARD_FENCED'];

    /** @var array<string, array{string, self}> the last one that was read of each file, with what the file looked like */
    private static array $known = [];

    /** @param array<string, string> $values */
    private function __construct(private readonly array $values)
    {
    }

    /**
     * What the file says now. A worker of php-fpm lives for many requests: it reads again only when the file was replaced.
     *
     * @throws Unreadable if there is none, or it is wrong
     */
    public static function of(string $path): self
    {
        clearstatcache(true, $path);
        $stat = @stat($path);
        if ($stat === false) {
            throw new Unreadable("$path: there is no such file, or it may not be read");
        }
        $looks = implode(' ', [$stat['dev'], $stat['ino'], $stat['size'], $stat['mtime'], $stat['ctime']]);
        if (isset(self::$known[$path]) && self::$known[$path][0] === $looks) {
            return self::$known[$path][1];
        }
        $text = @file_get_contents($path, false, null, 0, self::MOST_BYTES + 1);
        if ($text === false) {
            throw new Unreadable("$path: it may not be read");
        }
        $read = self::parse($text, $path);
        self::$known[$path] = [$looks, $read];
        return $read;
    }

    /**
     * What a text says.
     *
     * @param string $path for messages
     * @throws Unreadable if it is wrong
     */
    public static function parse(string $text, string $path = 'environment'): self
    {
        if (strlen($text) > self::MOST_BYTES) {
            throw new Unreadable("$path: larger than " . self::MOST_BYTES . ' bytes');
        }
        if (preg_match('//u', $text) !== 1) {
            throw new Unreadable("$path: not UTF-8");
        }
        $values = [];
        foreach (explode("\n", $text) as $at => $line) {
            $here = "$path:" . ($at + 1);
            if ($line === '' || $line[0] === '#') {
                continue;
            }
            if (preg_match('/^([A-Z_][A-Z0-9_]*)=(.*)$/Ds', $line, $parts) !== 1) {
                throw new Unreadable("$here: not NAME=value");
            }
            if (array_key_exists($parts[1], $values)) {
                throw new Unreadable("$here: $parts[1] stands twice");
            }
            $values[$parts[1]] = self::value($parts[2], "$here: $parts[1]");
        }
        self::check($values, $path);
        return new self($values);
    }

    private static function value(string $written, string $here): string
    {
        if (preg_match('#^[A-Za-z0-9_.,:/@%+-]*$#D', $written) === 1) {
            return $written;
        }
        if (preg_match('/^"((?:[^"\\\\`$\x00-\x1f\x7f]|\\\\["\\\\`$])*)"$/Du', $written, $quoted) !== 1) {
            throw new Unreadable("$here: this value has to stand in double quotes, with \\ before \" \\ ` and \$");
        }
        return preg_replace('/\\\\(.)/', '$1', $quoted[1]);
    }

    /** @param array<string, string> $values */
    private static function check(array $values, string $path): void
    {
        foreach (self::NEEDED as $name) {
            if (($values[$name] ?? '') === '') {
                throw new Unreadable("$path: $name is missing");
            }
        }
        if (preg_match('/^[0-9]{1,18}$/D', $values['LEEWARD_EPOCH']) !== 1) {
            throw new Unreadable("$path: LEEWARD_EPOCH is no whole number");
        }
        if (!in_array($values['LEEWARD_FENCED'], ['yes', 'no'], true)) {
            throw new Unreadable("$path: LEEWARD_FENCED is neither yes nor no");
        }
    }

    /** A value by its name; null where there is none. */
    public function get(string $name): ?string
    {
        return $this->values[$name] ?? null;
    }

    /** The service, as Leeward calls it. */
    public function service(): string
    {
        return $this->values['LEEWARD_SERVICE'];
    }

    /** The region that this host is in. */
    public function region(): string
    {
        return $this->values['LEEWARD_REGION'];
    }

    /** The region that carries the traffic. */
    public function active(): string
    {
        return $this->values['LEEWARD_ACTIVE'];
    }

    /** Whether the traffic is here. */
    public function isActive(): bool
    {
        return $this->region() === $this->active();
    }

    /** The epoch of the move that brought traffic where it is. */
    public function epoch(): int
    {
        return (int) $this->values['LEEWARD_EPOCH'];
    }

    /** Whether the application must not write here. */
    public function isFenced(): bool
    {
        return $this->values['LEEWARD_FENCED'] === 'yes';
    }
}

/** Why an environment file cannot be used, in one line that names the file and what is wrong. */
final class Unreadable extends \RuntimeException
{
}
