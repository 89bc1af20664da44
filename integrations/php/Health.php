<?php

declare(strict_types=1);

namespace Leeward;

require_once __DIR__ . '/Environment.php';

/**
 * Answers health checks: 200 while all checks pass, 503 otherwise, and 503 while the region is fenced. What a check says goes to the
 * error log and not to whoever asks, since it may name hosts and users.
 */
final class Health
{
    /** @var array<string, callable(Environment): mixed> */
    private array $checks = [];

    private function __construct(private readonly string $path)
    {
    }

    /** Health by the environment file at this path. */
    public static function by(string $path): self
    {
        return new self($path);
    }

    /**
     * Adds a check. It fails when it throws, or returns false. It gets the environment, and has to end by itself: give whatever it
     * connects to a time limit of a second or two.
     *
     * @param callable(Environment): mixed $check
     */
    public function check(string $name, callable $check): self
    {
        $this->checks[$name] = $check;
        return $this;
    }

    /** Adds a check that so much of a disk is free. */
    public function disk(string $folder, int $leastMegabytes): self
    {
        return $this->check("disk $folder", static function () use ($folder, $leastMegabytes): bool {
            $free = @disk_free_space($folder);
            return $free !== false && $free >= $leastMegabytes * 1024 * 1024;
        });
    }

    /**
     * Runs all checks.
     *
     * @param bool $heedingFence false: as it would be without a fence. Leeward asks so (?fence=ignore): it raised the fence, takes it
     *     down before traffic comes back, and has to know before that whether it could.
     * @return array{int, array<string, mixed>} the HTTP status, and what to say
     */
    public function look(bool $heedingFence = true): array
    {
        try {
            $environment = Environment::of($this->path);
        } catch (Unreadable $why) {
            error_log('leeward: ' . $why->getMessage());
            return [503, ['status' => 'failing', 'reason' => 'the environment file cannot be used']];
        }
        $checks = [];
        $well = true;
        foreach ($this->checks as $name => $check) {
            $began = hrtime(true);
            $ok = $this->passes($name, $check, $environment);
            $well = $well && $ok;
            $checks[$name] = ['ok' => $ok, 'ms' => round((hrtime(true) - $began) / 1e6, 1)];
        }
        $fenced = $heedingFence && $environment->isFenced();
        return [
            $well && !$fenced ? 200 : 503,
            [
                'status' => $fenced ? 'fenced' : ($well ? 'ok' : 'failing'),
                'service' => $environment->service(),
                'region' => $environment->region(),
                'active' => $environment->active(),
                'epoch' => $environment->epoch(),
                'checks' => (object) $checks,
            ],
        ];
    }

    /** @param callable(Environment): mixed $check */
    private function passes(string $name, callable $check, Environment $environment): bool
    {
        try {
            return $check($environment) !== false;
        } catch (\Throwable $why) {
            error_log("leeward: check '$name': " . $why->getMessage());
            return false;
        }
    }

    /** Answers the request: JSON, or one word for load balancers that ask for ?format=text. */
    public function serve(): void
    {
        [$status, $said] = $this->look(($_GET['fence'] ?? '') !== 'ignore');
        http_response_code($status);
        header('Cache-Control: no-store');
        if (($_GET['format'] ?? '') === 'text') {
            header('Content-Type: text/plain; charset=utf-8');
            echo $said['status'], "\n";
            return;
        }
        header('Content-Type: application/json');
        echo json_encode($said, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
    }
}
