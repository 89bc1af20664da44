<?php

declare(strict_types=1);

// Tests without a framework: each function of this file that begins with "test" is one. Exit code 1 if one fails.

use Leeward\Environment;
use Leeward\Health;
use Leeward\Unreadable;

require dirname(__DIR__) . '/Health.php';
ini_set('error_log', '/dev/null');

const GOOD = "LEEWARD_SERVICE=shop\nLEEWARD_REGION=eu-central\nLEEWARD_ACTIVE=us-east\nLEEWARD_EPOCH=7\nLEEWARD_FENCED=no\n";

function same(mixed $expected, mixed $found): void
{
    if ($expected !== $found) {
        throw new LogicException('expected ' . var_export($expected, true) . ', found ' . var_export($found, true));
    }
}

function refused(string $text, string $why): void
{
    try {
        Environment::parse($text, 'env');
    } catch (Unreadable $unreadable) {
        if (!str_contains($unreadable->getMessage(), $why)) {
            throw new LogicException("expected '$why', found '{$unreadable->getMessage()}'");
        }
        return;
    }
    throw new LogicException("not refused: $why");
}

function placed(string $text): string
{
    $path = tempnam(sys_get_temp_dir(), 'leeward');
    register_shutdown_function(static fn () => @unlink($path));
    file_put_contents($path, $text);
    return $path;
}

function test_values_are_read_as_they_are(): void
{
    $here = Environment::parse(
        GOOD . "# a comment\n\nA=\"two words, \\\"quoted\\\" \\\\ \\\$HOME\"\nB=\nURL=http://127.0.0.1:8001/x\n");
    same('shop', $here->service());
    same('eu-central', $here->region());
    same('us-east', $here->active());
    same(false, $here->isActive());
    same(7, $here->epoch());
    same(false, $here->isFenced());
    same('two words, "quoted" \\ $HOME', $here->get('A'));
    same('', $here->get('B'));
    same('http://127.0.0.1:8001/x', $here->get('URL'));
    same(null, $here->get('C'));
}

function test_nothing_is_expanded_or_run(): void
{
    refused(GOOD . 'A="$(id)"', 'env:6: A');
    refused(GOOD . 'A="`id`"', 'env:6: A');
    refused(GOOD . 'A=$HOME', 'env:6: A');
    refused(GOOD . "export A=b", 'env:6: not NAME=value');
}

function test_what_is_wrong_is_named_by_its_line(): void
{
    refused(GOOD . "A=two words", 'env:6: A');
    refused(GOOD . 'A="open', 'env:6: A');
    refused(GOOD . "a=b", 'env:6: not NAME=value');
    refused(GOOD . "LEEWARD_EPOCH=8", 'env:6: LEEWARD_EPOCH stands twice');
    refused(GOOD . "A=b\r", 'env:6: A');
    refused(GOOD . "A=\xff", 'not UTF-8');
    refused(str_replace('EPOCH=7', 'EPOCH=seven', GOOD), 'LEEWARD_EPOCH is no whole number');
    refused(str_replace('FENCED=no', 'FENCED=maybe', GOOD), 'LEEWARD_FENCED is neither yes nor no');
    refused('LEEWARD_SERVICE=shop', 'LEEWARD_REGION is missing');
    refused(GOOD . str_repeat('#', 65_536), 'larger than');
}

function test_a_file_that_was_replaced_is_read_again(): void
{
    $path = placed(GOOD);
    same('us-east', Environment::of($path)->active());
    same(true, Environment::of($path) === Environment::of($path));
    file_put_contents("$path.new", str_replace('ACTIVE=us-east', 'ACTIVE=eu-central', GOOD));
    rename("$path.new", $path);
    same(true, Environment::of($path)->isActive());
}

function test_a_missing_file_is_refused(): void
{
    try {
        Environment::of('/nowhere/environment');
    } catch (Unreadable $why) {
        same(true, str_contains($why->getMessage(), '/nowhere/environment'));
        return;
    }
    throw new LogicException('not refused');
}

function test_health_is_well_while_all_checks_are(): void
{
    [$status, $said] = Health::by(placed(GOOD))->disk('/', 0)->check('fine', static fn () => null)->look();
    same(200, $status);
    same('ok', $said['status']);
    same(7, $said['epoch']);
    same(true, $said['checks']->{'disk /'}['ok']);
}

function test_a_check_that_fails_or_throws_is_not_told_in_detail(): void
{
    [$status, $said] = Health::by(placed(GOOD))
        ->check('database', static fn () => throw new RuntimeException('user:password@host'))
        ->check('queue', static fn () => false)
        ->look();
    same(503, $status);
    same('failing', $said['status']);
    same(false, $said['checks']->{'database'}['ok']);
    same(false, str_contains(json_encode($said), 'password'));
}

function test_a_fenced_region_is_not_well(): void
{
    [$status, $said] = Health::by(placed(str_replace('FENCED=no', 'FENCED=yes', GOOD)))->look();
    same(503, $status);
    same('fenced', $said['status']);
}

function test_whoever_raised_the_fence_learns_whether_the_rest_is_well(): void
{
    $health = Health::by(placed(str_replace('FENCED=no', 'FENCED=yes', GOOD)));
    same([200, 'ok'], [$health->look(false)[0], $health->look(false)[1]['status']]);
    same(503, $health->check('queue', static fn () => false)->look(false)[0]);
}

function test_a_file_that_cannot_be_used_is_not_well(): void
{
    [$status, $said] = Health::by(placed('nonsense'))->look();
    same(503, $status);
    same('failing', $said['status']);
}

$failed = 0;
foreach (get_defined_functions()['user'] as $function) {
    if (!str_starts_with($function, 'test_')) {
        continue;
    }
    try {
        $function();
        echo "ok $function\n";
    } catch (Throwable $why) {
        $failed++;
        echo "NOT OK $function: {$why->getMessage()} ({$why->getFile()}:{$why->getLine()})\n";
    }
}
exit($failed === 0 ? 0 : 1);
